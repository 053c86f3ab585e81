"""Who sits in which room and what is said there: from files, or invented."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from rehearsal import invented
from rehearsal.invented import Language

LONGEST_NOTE = 240
"""Characters after which a note-taker begins a new note at the next full stop."""

Answers = dict[tuple[int, int], list[str]]
"""(dialogue, prompt), both counted from 1 → the notes."""


@dataclass(frozen=True, slots=True)
class Seating:
    """One room of the roster."""

    number: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that is to be typed; the same for the same seed."""

    seatings: tuple[Seating, ...]
    answers: tuple[Answers, ...]
    language: Language
    seed: int
    awkward: bool = False

    def notes(self, place: int, dialogue: int, prompt: int) -> list[str]:
        """The notes of the `place`-th room (from 0); none when the room stays silent there.

        Rooms beyond the script say the same in another order and add a sentence of their own.
        """
        random = self.random("notes", place, dialogue, prompt)
        if not self.answers:
            count = random.choice((0, 1, 2, 2, 3, 3, 4))
            return [self._invented(random) for _ in range(count)]
        turn, source = divmod(place, len(self.answers))
        notes = self.answers[source].get((dialogue, prompt), [])
        if not turn or not notes:
            return notes
        cut = turn % len(notes)
        return [*notes[cut:], *notes[:cut], invented.sentence(random, self.language)]

    def note(self, *about: object) -> str:
        """An invented note; `about` names it, so that it is the same next time."""
        return self._invented(self.random(*about))

    def _invented(self, random: Random) -> str:
        return invented.note(random, self.language, awkward=self.awkward)

    def random(self, *about: object) -> Random:
        return Random(f"{self.seed}/{about}")


def written(
    rooms: int | None,
    seed: int,
    script: Path | None,
    roster: Path | None,
    language: Language,
    *,
    awkward: bool = False,
) -> Script:
    """The script for `rooms` rooms, or for as many as the roster (else the script) has, or 50.

    ValueError or OSError when a file cannot be used.
    """
    told = _told(script.read_text("utf-8-sig")) if script else []
    seatings = read_roster(roster.read_bytes()) if roster else [seating for seating, _ in told]
    count = rooms or len(seatings) or 50
    return Script(
        seatings=_filled(seatings[:count], count, Random(seed)),
        answers=tuple(answers for _, answers in told),
        language=language,
        seed=seed,
        awkward=awkward,
    )


def read_roster(data: bytes) -> list[Seating]:
    """Rooms of a CSV such as `12; Gjesdal, Gol`; lines without a number are headings."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ",")
    return [
        Seating(int(row[0]), _names(row[1:])) for row in rows if row and row[0].strip().isdigit()
    ]


def notes_of(text: str) -> list[str]:
    """The notes that a note-taker would make of a text: its lines, long ones cut at full stops."""
    lines = [_typable(line) for line in re.split(r"[\r\n\u2028\u2029]+", text)]
    return [note for line in lines if line for note in _cut(line)]


def _told(text: str) -> list[tuple[Seating, Answers]]:
    try:
        return [_room(room) for room in json.loads(text)["rooms"]]
    except (KeyError, TypeError) as error:
        raise ValueError(f"the script lacks {error}") from error


def _room(room: dict[str, Any]) -> tuple[Seating, Answers]:
    answers: Answers = {}
    for answer in room["answers"]:
        place = (int(answer["dialogue"]), int(answer["prompt"]))
        answers.setdefault(place, []).extend(notes_of(answer["text"]))
    return Seating(int(room["number"]), _names(room["members"])), answers


def _names(fields: Sequence[str]) -> tuple[str, ...]:
    names = (name.strip() for field in fields for name in field.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def _filled(seatings: Sequence[Seating], count: int, random: Random) -> tuple[Seating, ...]:
    """The rooms that are known, and invented ones up to `count`."""
    missing = count - len(seatings)
    first = max((seating.number for seating in seatings), default=0) + 1
    places = invented.places(random, 2 * missing)
    more = (Seating(first + n, tuple(places[2 * n : 2 * n + 2])) for n in range(missing))
    return (*seatings, *more)


def _typable(line: str) -> str:
    """What a keyboard can give: no control characters, no halves of characters, no loose ends."""
    kept = (
        " " if character == "\t" else character
        for character in line
        if character == "\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


def _cut(line: str) -> list[str]:
    pieces: list[str] = []
    for part in re.split(r"(?<=[.?!]) +(?=\S)", line):
        if pieces and len(pieces[-1]) + len(part) < LONGEST_NOTE:
            pieces[-1] += f" {part}"
        else:
            pieces.append(part)
    return pieces
