// The server of y-websocket as it comes, without anything that keeps the documents.
import { setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), perMessageDeflate: false });
server.on("connection", setupWSConnection);
server.on("listening", () => console.log("ready"));
