"""A chat that was saved: each message is a post, and its sender tells the room of the next ones."""

import re
from collections.abc import Sequence

from app.dividing.lines import Line
from app.dividing.marks import room_in
from app.imports.source import Source, SourceDraft

FEWEST = 2
SOME, PLAINLY = 0.2, 0.5
"""Of the lines: times alone stand in programmes of the day too."""
_DATE = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+)?"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_SENDER = r"(?P<sender>[^\W\d_][^:\n\t]{0,59}?)"
_TO = r"(?:\s+(?:to|til|åt)\s+[^:\n]{1,40})?"
_HEADS = tuple(
    re.compile(rf"\s*{each}", re.IGNORECASE)
    for each in (
        # [10:02] Kari: text, or the text below; a date may stand before the time
        rf"\[{_DATE}{_TIME}\]\s*{_SENDER}\s*(?::\s*(?P<text>.*)|$)",
        # 10:02:11 From Kari to Everyone: text
        rf"{_DATE}{_TIME}\s+(?:from|fra|frå)\s+{_SENDER}{_TO}\s*:\s*(?P<text>.*)$",
        # 29.11.2026, 10:02 - Kari: text
        rf"{_DATE}{_TIME}\s+[-–]?\s*{_SENDER}\s*:\s*(?P<text>.*)$",
    )
)


def of_chat(lines: Sequence[Line]) -> Source | None:
    """None where it is no chat: its first line begins a message, and enough others do so alike."""
    written = [at for at, line in enumerate(lines) if line.text.strip()]
    if not written:
        return None
    head = next((each for each in _HEADS if each.match(lines[written[0]].text)), None)
    begins = [at for at in written if head and head.match(lines[at].text)]
    share = PLAINLY if head is _HEADS[-1] else SOME
    if head is None or len(begins) < FEWEST or len(begins) < share * len(written):
        return None
    draft, rooms = SourceDraft(lines=list(lines[: begins[0]])), dict[str, int]()
    for first, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        _message(draft, head, lines[first:end], rooms)
    return draft.source("text") if draft.pieces else None


def _message(
    draft: SourceDraft, head: re.Pattern[str], lines: Sequence[Line], rooms: dict[str, int]
) -> None:
    """Its lines keep their numbers; who sent it and when is put beside them."""
    first, *rest = lines
    found = head.match(first.text)
    assert found
    sender, text = found["sender"].strip(), (found["text"] or "").strip()
    stamp = first.text[: found.start("text")] if found["text"] is not None else first.text
    draft.put_beside(first.at, [("fact", stamp.strip(" \t:"))])
    held = [Line(first.at, text)] * bool(text) + [Line(each.at, each.text.strip()) for each in rest]
    said = [at for at, line in enumerate(held) if line.text]
    if said:
        if number := room_in(held[said[0]].text):
            rooms[sender] = number
        known = f"Rom {rooms[sender]}" if sender in rooms else sender
        draft.lines += held[: said[0]]
        draft.piece(held[said[0] : said[-1] + 1], section=known)
        held = held[said[-1] + 1 :]
    draft.lines += held
