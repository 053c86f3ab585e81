// Hocuspocus as it comes, without anything that keeps the documents.
import { Server } from "@hocuspocus/server";

await new Server({ address: "127.0.0.1", port: Number(process.argv[2]), quiet: true }).listen();
console.log("ready");
