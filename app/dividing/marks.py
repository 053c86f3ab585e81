"""What the beginning of a line says by itself: a room, a session, a number, a list.

These words belong to the method, in bokmål, nynorsk and English; nothing here knows any seminar.
"""

import re
from dataclasses import dataclass

_ROOM = (
    r"(?:breakout[ -]?room|grupperom|gruppe(?:n|nr)?|gruppa|group|romnr|romm?(?:et)?|room"
    r"|bord(?:et)?|table)"
)
ROOM = re.compile(
    rf"(?<!\w){_ROOM}\s*(?:nr\.?|no\.?|nummer|number|#|:)?\s*#?"
    r"(?P<number>\d{1,4})(?![\d/]|[.,]\d)",
    re.IGNORECASE,
)
_COUNT = r"(?P<count>\d|i{1,3}\b|ein\b|éin\b|en\b|én\b|to\b|tre\b|one\b|two\b|three\b)"
_SURE_SESSION = (
    r"(?:dialog(?:ue)?(?:oppg[aå]ve)?|gruppe(?:dialog|samtale|oppg[aå]ve)|dialogrunde|samtale|økt"
    r"|bolk|session)"
)
_PERHAPS_SESSION = r"(?:del(?:oppg[aå]ve)?|oppg[aå]ve|part|task|runde|round|tema)"
SESSION = re.compile(
    rf"(?<!\w)(?:{_SURE_SESSION}\s*(?:nr\.?)?\s*|{_PERHAPS_SESSION}\s*(?=\d\W*$))"
    rf"{_COUNT}(?![\d.]\d)",
    re.IGNORECASE,
)
_AT_START = re.compile(
    rf"\W*(?:{_SURE_SESSION}|{_PERHAPS_SESSION})\s*(?:nr\.?)?\s*{_COUNT}(?!\d)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\W*(?:(?:dialog(?:ue)?|samtale|økt)\s*\d?\s*[-–,:]?\s*)?"
    r"(?:(?:kule)?punkt|pkt|spm|spørsmål|question|q)\.?\s*(?:nr\.?)?\s*"
    r"(?P<count>\d)(?!\d)\s*[.:)–-]*\s*",
    re.IGNORECASE,
)
_MONTHS = r"jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[sc]"
_NUMBER = re.compile(
    rf"\s*\(?(?P<count>\d)(?:\s*[.):](?!\d)\s*(?!(?:{_MONTHS})[a-z]*\b)"
    r"|\s+[-–]\s*|\s*$|\s*(?=[A-ZÆØÅ]))"
)
_COUNTS = {
    **{str(at): at for at in range(10)},
    **dict.fromkeys(("i", "en", "én", "ein", "éin", "one"), 1),
    **dict.fromkeys(("ii", "to", "two"), 2),
    **dict.fromkeys(("iii", "tre", "three"), 3),
}
_LEADS = """
padlet padletsvar svar referat notat notater notatar oppsummering summering samandrag dialog gruppe
gruppa gruppesamtale gruppedialog gruppearbeid samtale samtalen fra frå av for til i om med på og
the notes summary from answers answer and kommune kommuner kommunar kommunane kommunene kulturskole
kulturskule kulturskolen skole skule mm mfl m fl rom room nr økt møte municipality municipalities
school deltakere deltakarar deltagere members innspill diskusjon hilsen helsing mvh gruppesvar
fellessvar refleksjoner refleksjonar tanker tankar våre tilstede regards
"""
LEADS = frozenset(_LEADS.split())
"""Words that stand around names in a head, and are none."""

HASHES = re.compile(r"\s{0,3}(?P<hashes>#{1,6})\s+(?P<title>.*?)\s*#*\s*$")
RULE = re.compile(r"\s*(?:[-–—_=*~]\s*){4,}$|\s*[※◆●★*✽]{2,}\s*$")


@dataclass(frozen=True)
class Number:
    """`said` is that the line calls it a point or a question; a bare number may be a list's."""

    count: int
    said: bool
    rest: str


def room_in(text: str) -> int | None:
    found = ROOM.search(text)
    return int(found["number"]) or None if found else None


def session_in(title: str) -> int | None:
    """The session that a title names, wherever in it."""
    found = SESSION.search(title)
    return _COUNTS.get(found["count"].lower()) if found else None


def session_at(text: str) -> tuple[int, str] | None:
    """The session that a line begins with, and what follows."""
    found = _AT_START.match(text)
    if not found or _ITEM.match(text):
        return None
    rest = found["rest"]
    sure = re.match(rf"\W*{_SURE_SESSION}", text, re.IGNORECASE)
    if not sure and not re.match(r"\s*(?:[.:)–-]|$)", rest):
        return None
    return _COUNTS[found["count"].lower()], rest.lstrip(" .:)–-")


def number_at(text: str) -> Number | None:
    """The number of a question that a line may begin with."""
    found = _ITEM.match(text)
    if found:
        return Number(int(found["count"]), True, text[found.end() :])
    found = _NUMBER.match(text)
    if found and found["count"] != "0":
        return Number(int(found["count"]), False, text[found.end() :])
    return None


def is_rule(text: str) -> bool:
    """A line drawn through the page, or printed where a wall ends: nothing to read."""
    return bool(RULE.match(text)) or (bool(text.strip()) and not re.search(r"\w", text))
