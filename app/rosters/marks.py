"""What marks a room in lists that do not begin each line with a number in figures.

« II. Nes », « ③ Ål », « Samtalerom 4: Hol », « Gol (rom 1) »: each is put into rows that
`roster.py` reads anyway. A line that fits is chance, so each reading looks at the whole list.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from app.rosters.lines import (
    MOST_TITLES,
    ROOM,
    Row,
    has_letter,
    row_of,
)
from app.wording import clean

_HEAD = re.compile(
    rf"\W*(?:[0-9]{{1,3}}\W+)?(?P<head>{ROOM}(?: ?nr\.?)? ?#?[0-9]{{1,4}}\b[^\w;,|\t]*)",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\s*(?:(?:[0-9]{1,3}\.)?(?P<at>[0-9]{1,3}|[a-zæøå])(?:[.)]|(?<=\.[0-9]))\s*|"
    r"(?P<bare>[0-9]{1,3})(?:\s*[:;,\t]|\s+[–—-]?)\s*)(?P<rest>[^\W\d_].*)"
)
_BEFORE_WORD = re.compile(
    rf"(?P<number>\W*[0-9]{{1,3}})\. ?(?P<word>{ROOM})\b(?! ?#?[0-9])", re.IGNORECASE
)
_KEYCAPS = re.compile("(\\W*)((?:[0-9]\ufe0f?\u20e3)+)")
_FIRST_WORD = re.compile(rf"(\W*(?:{ROOM}\W*)?)(\w+)", re.IGNORECASE)
_DECORATED = re.compile(
    rf"(?P<before>(?:[\s>*_#=~`'“”„’‘«»(\[№•–-]|\[[ x]\])+)(?P<head>(?:{ROOM} ?)?[0-9]{{1,4}})"
    r"[\]*_'”“’`»]*(?: *[=~#]+$)?",
    re.IGNORECASE,
)
_NEXT = rf"(?P<word>{ROOM} ?)?(?P<number>[0-9]{{1,4}})"
_AMONG = re.compile(rf"(?:^|(?<=[;,|])\s*){_NEXT}(?=(?P<sign>[.:)]) ?[^\s0-9])", re.IGNORECASE)
_ALONE = re.compile(rf"(?:^|(?<=[;,|\s])){_NEXT}(?=(?P<sign>[.:);=–-])? ?[^\W\d_])", re.IGNORECASE)
_BEHIND_A_WORD = re.compile(
    r"\W*(?P<word>[^\W\d_][^\d;,:|\t()\\]{0,29}?)[ .#-]*(?P<rest>[0-9]{1,4}(?![0-9]).*)"
)
_MEANS_ROOM = re.compile(
    r"\w*(?:rom|room|gruppe|group|bord|table|lag|teams?|zoom|breakout|sal|stasjon)|grp?|[rg]|nr|no|nummer|number",
    re.IGNORECASE,
)
_ROMAN = re.compile(
    rf"\W*(?:(?i:{ROOM})\W*)?(?P<roman>[IVXL]{{1,7}}|[ivxl]{{1,7}}(?=[.)]))(?P<rest>(?![^\W_]).*)"
)
_ROMANS = (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")
_AT_END = re.compile(
    rf"[\s:=>→⇒➔➜–—(\[-]+(?P<word>{ROOM}\W{{0,3}})?#?(?P<number>[0-9]{{1,4}})[)\]]?\W{{0,3}}$",
    re.IGNORECASE,
)
LONGEST_END = 40


def marked(lines: list[Row]) -> list[Row]:
    """The same list with its rooms marked as usual; untouched where they are."""
    lines = [_in_figures(row) for row in lines]
    lines = [part for row in lines for part in _one_by_one(row, alone=len(lines) == 1)]
    for reading in (_under_heads, _behind_a_word, _roman, _at_end):
        lines = reading(lines)
    return lines


def _under_heads(lines: list[Row]) -> list[Row]:
    """« Rom 1 » over « 1. Gol », « 2. Nes »: numbers of those who sit there, not of rooms."""
    heads = [_HEAD.fullmatch(row.text) for row in lines]
    below = [
        None if head else _BELOW.fullmatch(row.text) for row, head in zip(lines, heads, strict=True)
    ]
    begun = next((at for at, head in enumerate(heads) if head), len(lines))
    parts = list(zip(heads, below, strict=True))[begun:]
    if not any(below) or any(below[:begun]) or not all(head or each for head, each in parts):
        return lines
    if any(each["bare"] for each in below if each) and sum(map(bool, heads)) < 2:
        return lines  # a title over rooms
    last = 0
    for _, each in parts:
        place = _place(each["at"] or each["bare"]) if each else 0
        if each and place not in (1, last + 1):
            return lines
        last = place if each else last
    return [
        Row(row.at, head["head"] if head else f"• {each['rest']}" if each else row.text)
        for row, head, each in zip(lines, heads, below, strict=True)
    ]


def _place(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1


def _in_figures(row: Row) -> Row:
    """« １；Gol », « ① Gol », « **Rom 1:** Gol », « 1. gruppe: Gol », « [1] Gol » begin with 1."""
    text = row.text
    if before := _BEFORE_WORD.match(text):
        text = f"{before['word']} {before['number'].strip()}{text[before.end() :]}"
    if keys := _KEYCAPS.match(text):
        text = re.sub(r"[^0-9]", "", keys[2]) + ". " + text[keys.end() :]
    if first := _FIRST_WORD.match(text):
        figures, rest = _figures(first[2])
        if figures:
            text = first[1] + figures + (" " if rest else "") + rest + text[first.end() :]
    if found := _DECORATED.match(text):
        text = found["head"] + text[found.end() :]
        text = text.replace("**", "") if "*" in found["before"] else text
    return row if text == row.text else Row(row.at, text)


def _figures(word: str) -> tuple[str, str]:
    """The number that a word begins with in other figures than ours, and what follows."""
    found = ""
    for at, letter in enumerate(word):
        value = unicodedata.numeric(letter, -1)
        if letter.isascii() or unicodedata.category(letter)[0] != "N" or value not in range(1000):
            return found, word[at:]
        found += str(int(value))
    return found, ""


def _one_by_one(row: Row, *, alone: bool) -> Iterator[Row]:
    """« 1: Gol; 2: Nes » are two rooms, and so is all of a list that stands on one line."""
    found: list[re.Match[str]] = []
    for start in (_ALONE if alone else _AMONG).finditer(row.text):
        if not found or int(start["number"]) == int(found[-1]["number"]) + 1:
            found.append(start)
    places = [start.start() for start in found]
    parts = [row.text[at:end].strip(" ;,|\t") for at, end in pairwise([*places, len(row.text)])]
    apart = len(parts) > 1 and places[0] == 0 and '"' not in row.text
    surely = len(parts) > 2 or all(start["sign"] or start["word"] for start in found)
    yield from (Row(row.at, part) for part in parts) if apart and surely else [row]


def _behind_a_word(lines: list[Row]) -> list[Row]:
    """« Samtalerom 1: Gol », « Gr. 2 Nes »: the same word for a room before every number."""
    found = [None if row.named else _BEHIND_A_WORD.fullmatch(row.text) for row in lines]
    words = [each["word"].casefold() for each in found if each]
    if len(words) < 2 or len(set(words)) > 1 or not _means_room(words[0]):
        return lines
    return [
        Row(row.at, each["rest"]) if each else row for row, each in zip(lines, found, strict=True)
    ]


def _means_room(words: str) -> bool:
    """Whether no word among them says anything else, which would be lost with them."""
    return all(map(_MEANS_ROOM.fullmatch, re.findall(r"[^\W\d_]+", words)))


def _roman(lines: list[Row]) -> list[Row]:
    """« I. Gol », « II. Nes »: in every line, or alone above those who sit there; growing."""
    found = [_ROMAN.fullmatch(row.text) for row in lines]
    heads = [each for each in found if each]
    values = [_value(each["roman"]) for each in heads]
    all_alone = bool(heads) and not any(has_letter(each["rest"]) for each in heads)
    begun = next((at for at, each in enumerate(found) if each), len(found))
    if not (all(found[begun:]) or all_alone) or not all(values) or begun > MOST_TITLES:
        return lines
    surely = any(len(each["roman"]) > 1 or re.match(r"[.):;\t]", each["rest"]) for each in heads)
    if not surely or any(one >= other for one, other in pairwise(values)):
        return lines
    values_left = iter(values)
    return [
        Row(row.at, f"{next(values_left)}{each['rest']}") if each else row
        for row, each in zip(lines, found, strict=True)
    ]


def _value(roman: str) -> int:
    """0 for letters that are no number."""
    value, left, written = 0, roman.upper(), ""
    for worth, letters in _ROMANS:
        while left.startswith(letters):
            value, left, written = value + worth, left[len(letters) :], written + letters
    return 0 if left or re.search(r"(.)\1{3}|(V|L).*\2|IXI|XLX|IVI", written) else value


def _at_end(lines: list[Row]) -> list[Row]:
    """« Gol (rom 1) », « Nes – 2 »: numbers that may be counts of people are taken for rooms only
    when they are all there from 1 on."""
    found = [_ended(clean(row.text)) for row in lines]
    begun = next((at for at, each in enumerate(found) if each), len(found))
    heads = [each for each in found[begun:] if each]
    numbers = {int(end["number"]) for _, end in heads}
    plain = not any(row.named or set("\t;") & set(row.text) for row in lines[begun:])
    if not (plain and heads and all(found[begun:])) or begun > MOST_TITLES:
        return lines
    said = all(end["word"] for _, end in heads)
    names = {members.casefold() for members, _ in heads}
    from_one = len(heads) > 1 and numbers == set(range(1, len(numbers) + 1))
    if not said and not (from_one and len(names) == len(heads)):
        return lines
    rows = [
        row_of(row.at, (end["number"], members))
        for row, (members, end) in zip(lines[begun:], heads, strict=True)
    ]
    return [*lines[:begun], *rows]


def _ended(text: str) -> tuple[str, re.Match[str]] | None:
    """What stands before the number at the end; looked for there alone, since lines may be long."""
    end = _AT_END.search(text, max(len(text) - LONGEST_END, 0))
    return (text[: end.start()], end) if end and has_letter(text[: end.start()]) else None
