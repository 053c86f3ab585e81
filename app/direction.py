"""Which way a text is read: Word goes by marks and not by letters, so it must be told."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_STRONG = {"L": False, "R": True, "AL": True}


def is_rtl(text: str) -> bool:
    """By its first letter that has a direction, as `dir=auto` does on a page."""
    found = (_STRONG.get(unicodedata.bidirectional(sign)) for sign in text)
    return next((rtl for rtl in found if rtl is not None), False)


def parts(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Its pieces, each with whether it runs from right to left, in a paragraph that does or does
    not. A figure or accent goes with the letter before it; other signs with the letters on both
    sides where these agree, else with the paragraph: so a full stop stands at the right end."""
    if not rtl and not RIGHT_TO_LEFT.search(text):
        yield from [(text, False)] if text else []
        return
    own = [_direction(sign) for sign in text]
    for at, direction in enumerate(own):
        if direction == "before":
            own[at] = own[at - 1] if at and own[at - 1] is not None else None
    ahead: list[bool | str | None] = [None] * len(own)
    for at in range(len(own) - 1, -1, -1):
        ahead[at] = own[at] if own[at] is not None else ahead[at + 1] if at + 1 < len(own) else rtl
    runs, before = [], rtl
    for at, direction in enumerate(own):
        if direction is None:
            runs.append(before if before == ahead[at] else rtl)
        else:
            runs.append(before := bool(direction))
    for way, group in groupby(zip(text, runs, strict=True), key=lambda pair: pair[1]):
        yield "".join(sign for sign, _ in group), way


def _direction(sign: str) -> bool | str | None:
    kind = unicodedata.bidirectional(sign)
    return "before" if kind in ("EN", "AN", "NSM", "BN") else _STRONG.get(kind)
