"""Lists whose rooms stand beside each other, put into rows that `roster.py` reads anyway."""

import re
from collections.abc import Callable
from itertools import zip_longest

from app.rosters.lines import MOST_TITLES, ROOM, Row, has_letter, number_in, row_of
from app.wording import clean

_ROOM_HEAD = re.compile(rf"(?P<word>{ROOM}) \w.*", re.IGNORECASE)


def turned(lines: list[Row], is_head: Callable[[str], bool]) -> list[Row]:
    """« Rom 1;Rom 2 » over their members, or « Rom;1;2 » over « Kommune;Gol;Nes »: a row each."""
    return _across(lines, is_head) or _side_by_side(lines) or lines


def _across(lines: list[Row], is_head: Callable[[str], bool]) -> list[Row] | None:
    """A table lying on its side: what each row holds is said at its left, if at all."""
    at = next((at for at, row in enumerate(lines[: MOST_TITLES + 1]) if len(row.cells) > 2), None)
    if at is None or not lines[at + 1 :]:
        return None
    corner, *heads = map(clean, lines[at].cells)
    labels = [clean(row.cells[0]) if row.cells else "" for row in lines[at + 1 :]]
    said = is_head(corner) and not any(number_in(label) for label in labels)
    unsaid = not corner and all(map(_ROOM_HEAD.match, heads))
    numbers = [number_in(head) for head in heads]
    if not (said or unsaid) or None in numbers or len(set(numbers)) < len(numbers):
        return None
    columns = list(zip_longest(*(row.cells for row in lines[at:]), fillvalue=""))
    if len(columns) > len(heads) + 1:
        return None
    headed = (
        [row_of(lines[at].at, (corner or "rom", *labels))] if any(map(has_letter, labels)) else []
    )
    return [*lines[:at], *headed, *(row_of(lines[at].at, column) for column in columns[1:])]


def _side_by_side(lines: list[Row]) -> list[Row] | None:
    """A room may be over several columns, and a title above."""
    begun = lines[: MOST_TITLES + 1]
    at = next((at for at, row in enumerate(begun) if _are_rooms(row, lines[at + 1 :])), None)
    if at is None or any(row.named for row in (*lines[:at], *lines[at + 1 :])):
        return None
    heads = [clean(cell) for cell in lines[at].cells]
    width = max(len(row.cells) for row in lines[at:])
    if not all(heads):  # some room is over several columns; the last may be, too
        heads += [""] * (width - len(heads))
    if width > len(heads):
        return None
    for place in range(1, width):
        heads[place] = heads[place] or heads[place - 1]
    columns = zip_longest(*(row.cells for row in lines[at + 1 :]), fillvalue="")
    filled = zip_longest(heads, columns, fillvalue=())
    return [*lines[:at], *(row_of(lines[at].at, (str(head), *column)) for head, column in filled)]


def _are_rooms(row: Row, below: list[Row]) -> bool:
    heads = [clean(cell) for cell in row.cells]
    named = [head for head in heads if head]
    if len(named) < 2 or not heads[0]:
        return False
    if all(map(number_in, named)):
        numbers = [str(at) for at in range(1, len(named) + 1)]
        return not heads[0].isdigit() or (bool(below) and heads == numbers)
    found = [_ROOM_HEAD.fullmatch(head) for head in named]
    words = {each["word"].casefold() for each in found if each}
    return all(found) and len(words) == 1 and bool(below) and not any(map(_begins_a_room, below))


def _begins_a_room(row: Row) -> bool:
    return bool(_ROOM_HEAD.match(clean(row.text)))


def parted(lines: list[Row], is_head: Callable[[str], bool]) -> list[Row]:
    """Lists that stand in blocks beside each other, « 1;Gol;;3;Ål »: one under the other. `is_head`
    tells whether a cell is the heading of a column of numbers. Only numbers that go on from block
    to block are taken for rooms."""
    first = lines[0].cells if lines else []
    starts = [at for at, cell in enumerate(first) if is_head(cell) or number_in(cell)]
    if len(starts) < 2 or starts[0]:
        return lines
    heads = 1 if is_head(first[0]) else 0
    blocks = [
        [
            row_of(row.at, part)
            for row in lines[heads:]
            if any(map(clean, part := row.cells[at:end]))
        ]
        for at, end in zip(starts, [*starts[1:], None], strict=True)
    ]
    rows = [row for block in blocks for row in block]
    numbers = sorted(number_in(row.cells[0]) or 0 for row in rows)
    go_on = numbers and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if not go_on or not all(any(has_letter(row.text) for row in block) for block in blocks):
        return lines
    return [*(row_of(row.at, row.cells[: starts[1]]) for row in lines[:heads]), *rows]
