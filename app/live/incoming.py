"""Where the frames lie in what a client sent. Nothing is judged here: whatever is not a whole text,
masked and of usual length, is passed on as it came, in pieces that begin and end with frames."""

from collections.abc import Iterator

from websockets.speedups import apply_mask

LARGEST_KEPT = 256 * 1024
WHOLE_TEXT, MASKED = 0x81, 0x80
LONGEST_HEAD = 14


class Incoming:
    """The bytes of one connection, as long as they have not been looked at."""

    __slots__ = ("_owed", "kept", "size")

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.size = 0
        self._owed = 0
        """Bytes still to come of a frame whose beginning was passed on."""

    def keep(self, data: bytes) -> None:
        self.kept.append(data)
        self.size += len(data)

    def pieces(self) -> Iterator[tuple[bytes, bool]]:
        """What there is, in order; True is said of a whole text frame. A head that is not here yet
        stays kept."""
        data = self.kept[0] if len(self.kept) == 1 else b"".join(self.kept)
        self.kept, self.size = [], 0
        if self._owed:
            owed, data = data[: self._owed], data[self._owed :]
            self._owed -= len(owed)
            yield owed, False
        at = 0
        while at < len(data):
            end = _end_of(data, at)
            if end is None:
                self.kept, self.size = [data[at:], *self.kept], self.size + len(data) - at
                return
            self._owed = max(0, end - len(data))
            usual = data[at] == WHOLE_TEXT and data[at + 1] & MASKED and not self._owed
            yield data[at:end], bool(usual)
            at = end


def unmasked(frame: bytes) -> bytes:
    """The text of a whole, masked text frame."""
    start = _start_of(frame, 0)
    return apply_mask(frame[start:], frame[start - 4 : start])


def _end_of(data: bytes, at: int) -> int | None:
    """Where a frame ends that begins at `at`; None when not even its head is here."""
    start = _start_of(data, at)
    if start > len(data):
        return None
    wide = data[at + 1] & 0x7F
    if wide == 126:
        return start + int.from_bytes(data[at + 2 : at + 4], "big")
    if wide == 127:
        return start + int.from_bytes(data[at + 2 : at + 10], "big")
    return start + wide


def _start_of(data: bytes, at: int) -> int:
    """Where its content begins; beyond the end of `data` when the head is not here."""
    if len(data) - at < 2:
        return at + LONGEST_HEAD
    second = data[at + 1]
    wide = {126: 2, 127: 8}.get(second & 0x7F, 0)
    return at + 2 + wide + (4 if second & MASKED else 0)
