"""What Samtavle is measured beside, with as many people in the same rooms: the bare relay, and its
peers Socket.IO, Hocuspocus and y-websocket's server (`make bench-peers` installs those)."""

import base64
import json
import subprocess
from collections.abc import Callable
from typing import Any

from bench.halls import Heard, Load, Recording, address_of
from bench.processes import BIN, ROOT, Running
from rehearsal.socket import Socket

SYNC, AUTH = b"\x00", b"\x02"
UPDATE, TOKEN = b"\x02", b"\x00"
COMPACT: dict[str, Any] = {"separators": (",", ":"), "ensure_ascii": False}  # as JavaScript writes


class PeerHall:
    """One server with everybody in; the first in each room writes."""

    path = "/{room}"

    def __init__(self, server: Running, load: Load, recording: Recording) -> None:
        self.server, self.load, self.recording = server, load, recording
        self.heard = Heard()
        self._writers: list[Socket] = []
        self._sent: list[dict[bytes, float]] = [{} for _ in range(load.rooms)]

    async def open(self) -> None:
        for room in range(self.load.rooms):
            for person in range(self.load.people):
                socket = await self._sit(room)
                if not person:
                    self._writers.append(socket)

    async def _sit(self, room: int) -> Socket:
        at = self.server.url + self.path.format(room=room)
        sent = self._sent[room]

        def hear(raw: bytes, moment: float) -> None:
            if due := sent.get(raw):
                self.heard.add(moment - due)
            else:
                self.answer(socket, raw)

        socket = Socket(hear, lambda code: None)
        await socket.open(at, local=address_of(room))
        self.greet(socket, room)
        return socket

    def greet(self, socket: Socket, room: int) -> None:
        """What the server waits for from whoever comes."""

    def answer(self, socket: Socket, raw: bytes) -> None:
        """What the server said that is no edit."""

    def write(self, room: int, due: float) -> None:
        raw = self.next(room)
        self._sent[room][raw] = due
        self.send(self._writers[room], raw)

    def next(self, room: int) -> bytes:
        """The next edit of the room, as its writer sends it and as all of them hear it."""
        raise NotImplementedError

    def send(self, socket: Socket, raw: bytes) -> None:
        socket.send_binary(raw)


class RelayHall(PeerHall):
    """Carries the frames that Samtavle sent before."""

    def __init__(self, server: Running, load: Load, recording: Recording) -> None:
        super().__init__(server, load, recording)
        self._carried = [0] * load.rooms

    def next(self, room: int) -> bytes:
        frames = self.recording.frames[room]
        frame = frames[min(self._carried[room], len(frames) - 1)]  # Samtavle joins some, we do not
        self._carried[room] += 1
        return frame

    def send(self, socket: Socket, raw: bytes) -> None:
        socket.send_text(raw)


class SocketIoHall(RelayHall):
    """Carries the same frames, in an envelope."""

    path = "/socket.io/?EIO=4&transport=websocket&room={room}"

    def greet(self, socket: Socket, room: int) -> None:
        socket.send_text(b"40")

    def answer(self, socket: Socket, raw: bytes) -> None:
        if raw == b"2":  # it asks whether we still live
            socket.send_text(b"3")

    def next(self, room: int) -> bytes:
        return b"42" + json.dumps(["step", super().next(room).decode()], **COMPACT).encode()


class YHall(PeerHall):
    """One Yjs document a room, in the protocol of y-websocket; an update adds a letter."""

    def __init__(self, server: Running, load: Load, recording: Recording) -> None:
        super().__init__(server, load, recording)
        self._updates = [iter(recording.updates) for _ in range(load.rooms)]

    def next(self, room: int) -> bytes:
        update = next(self._updates[room])
        return self.address(room) + SYNC + UPDATE + _with_length(update)

    def address(self, room: int) -> bytes:
        """Which document a message is about, where the address does not say so."""
        return b""


class HocuspocusHall(YHall):
    """The same with the document's name before each message, after a word of who one is."""

    path = "/"

    def greet(self, socket: Socket, room: int) -> None:
        socket.send_binary(self.address(room) + AUTH + TOKEN + _with_length(b"bench"))

    def address(self, room: int) -> bytes:
        return _with_length(str(room).encode())


PEERS: dict[str, Callable[[Running, Load, Recording], PeerHall]] = {
    "socketio": SocketIoHall,
    "hocuspocus": HocuspocusHall,
    "ywebsocket": YHall,
}


def letters(count: int) -> list[bytes]:
    """So many updates of one Yjs document."""
    command: list[str] = [str(BIN / "node"), "updates.mjs", str(count)]
    told = subprocess.run(command, cwd=ROOT / "bench" / "peers", check=True, capture_output=True)
    return [base64.b64decode(line) for line in told.stdout.splitlines()]


def _with_length(content: bytes) -> bytes:
    """Behind its length in seven bits a byte, the least first."""
    length, told = len(content), bytearray()
    while length > 127:
        told.append(length & 127 | 128)
        length >>= 7
    return bytes(told) + bytes([length]) + content
