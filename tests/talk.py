"""A plain client of the socket, as docs/api.md describes it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.patience import PATIENCE
from tests.server import Afternoon


class Talk:
    """One open socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.hello = self.hear()

    def say(self, kind: str, **fields: Any) -> None:
        self.socket.send(json.dumps({"type": kind, **fields}))

    def hear(self, *kinds: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """The next frame, or the next of these kinds, however many others come meanwhile."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            frame: dict[str, Any] = json.loads(self.socket.recv(timeout=left))
            if not kinds or frame["type"] in kinds:
                return frame
        raise TimeoutError(kinds)

    def silent(self, *kinds: str, seconds: float = 0.5) -> bool:
        """Whether none of these kinds comes for a while."""
        try:
            self.hear(*kinds, seconds=seconds)
        except TimeoutError:
            return True
        return False

    def join(self, room: str, **fields: Any) -> dict[str, Any]:
        self.say("join", room=room, language="nb", **fields)
        return self.hear("joined", "refused")

    def closed(self, seconds: float = PATIENCE) -> int | None:
        """The close code, once the server has closed."""
        try:
            while True:
                self.socket.recv(timeout=seconds)
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else None


@contextmanager
def talking(seminar: Afternoon, room: int = 0, **headers: str) -> Iterator[Talk]:
    """A socket of the seat in that room."""
    with connect(
        seminar.server.live, additional_headers={**seminar.bearer(room), **headers}
    ) as socket:
        yield Talk(socket)
