// Which programme the page shows. What puts another one into it is fetched only when one has come.
import { whenever } from "./page.js";

const marked = () => document.getElementById("programme").dataset;

export function followProgramme(given = {}) {
  let { version: known } = marked();
  whenever(async () => {
    const { version, script } = marked();
    if (version === known) return;
    known = version;
    const done = await import(script).then(({ follow }) => follow(given)).catch(console.error);
    if (!done) known = null; // the next part that comes shows that there is contact again
  });
}
