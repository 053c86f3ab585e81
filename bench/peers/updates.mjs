// Prints as many updates of one Yjs document as are asked for, each a letter at the end of a text, in base64.
import * as Y from "yjs";

const document = new Y.Doc();
const text = document.getText("notes");
document.on("update", (update) => console.log(Buffer.from(update).toString("base64")));
for (let at = 0; at < Number(process.argv[2]); at += 1) text.insert(at, "aeinrst "[at % 8]);
