// What comes in from one in a room goes out to everybody in that room.
import { Server } from "socket.io";

const server = new Server(Number(process.argv[2]), { transports: ["websocket"], perMessageDeflate: false, serveClient: false });

server.on("connection", (socket) => {
  const { room } = socket.handshake.query;
  socket.join(room);
  socket.on("step", (data) => server.to(room).emit("step", data));
});
console.log("ready");
