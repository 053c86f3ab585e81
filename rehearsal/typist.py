"""A person at a keyboard: key by key, with pauses, slips and second thoughts."""

import asyncio
import secrets
import unicodedata
from collections.abc import Iterator
from random import Random

from rehearsal import edits
from rehearsal.expected import Expected, Late, Note
from rehearsal.participant import Participant
from rehearsal.pen import Pen
from rehearsal.text import Spot, units

KEYS_A_SECOND = 5.0
SLIPS = 0.015
"""Wrong keys for each right one."""


class Pace:
    """Human time: seconds at speed 1, divided by the speed."""

    def __init__(self, random: Random, speed: float) -> None:
        self.random, self.speed = random, speed

    async def key(self, key: str) -> None:
        """The time until the next key; longer after a word and after a sentence."""
        after = {" ": 1.3, ",": 2.0, ".": 4.0, "\n": 3.0}.get(key, 1.0)
        await self.pause(after * self.random.lognormvariate(0, 0.4) / KEYS_A_SECOND)

    async def think(self, about: float) -> None:
        await self.pause(about * self.random.uniform(0.5, 1.5))

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.speed)


class Typist:
    """Writes notes into one document; `expected` learns what they must be."""

    def __init__(self, who: Participant, document: str, expected: Expected, pace: Pace) -> None:
        self.who, self.document, self.expected, self.pace = who, document, expected, pace
        self.pen: Pen = who.pen(document)
        self._cursor: Spot | None = None
        self._note = ""

    async def notes(
        self, texts: list[str], *, first: bool = False, as_list: bool = False, member: str | None
    ) -> None:
        """Write notes of one's own, Enter between them; `first` may use the empty paragraph."""
        for number, text in enumerate(texts):
            await self.pace.think(2.0)
            self.begin(first=first)
            if as_list and not number:
                self.pen.do(edits.listed(self.pen.copy.doc, self._at))
            await self._write(text, 0)
            await self._second_thoughts(text)
            if member and self.pace.random.random() < 0.6:
                self._tag(member)
            self.who.point(self.pen, self._at)
        await self.done()

    def begin(self, *, first: bool = False) -> str:
        """Open a new empty note and stand in it; returns its id."""
        self._note = secrets.token_urlsafe(9)
        self.expected.notes[self.document][self._note] = Note([""])
        doc = self.pen.copy.doc
        empty = edits.end_of(doc, None) if first else None
        if self._cursor:
            self.pen.do(edits.entered(doc, self._cursor.pos, self._note))
        elif empty is not None:
            self.pen.do(edits.named(doc, empty, self._note))
            self._cursor = self.pen.copy.spot(empty)
        else:
            self.pen.do(edits.appended(doc, self._note))
            self._cursor = self.pen.copy.spot(self.pen.copy.doc.content.size - 1)
        return self._note

    async def begin_for_two(self) -> str:
        """Open a new note in which somebody else will write on behind a space, at the same time and
        yet not into our words; returns its id."""
        note = self.begin()
        self._key(" ")
        self.expected.notes[self.document][note].strands.append(" ")
        await self.pen.dry()
        end = self._cursor
        self._cursor = self.pen.copy.spot(self._at - 1)
        if end:
            self.pen.copy.forget(end)
        return note

    async def join_in(self, note: str) -> None:
        """Stand at the end of a note that somebody else has begun."""
        while (end := edits.end_of(self.pen.copy.doc, note)) is None:
            await self.pen.news()
        self._cursor, self._note = self.pen.copy.spot(end), note

    async def share(self, text: str, strand: int) -> None:
        """Write into a note in which somebody else writes at the same time."""
        strands = self.expected.notes[self.document][self._note].strands
        strands.extend([""] * (1 + strand - len(strands)))
        await self._write(text, strand)
        await self.done()

    async def done(self) -> None:
        """Lift the pen: wait until all is saved, or closed; what came too late is handed in."""
        await self.pen.dry()
        if self._cursor:
            self.pen.copy.forget(self._cursor)
            self._cursor = None
        if self.pen.lost:
            self.who.figures.problem(f"{self.document}: lost {self.pen.lost}")
        if self.pen.closed:
            await self._hand_in()

    @property
    def _at(self) -> int:
        assert self._cursor
        return self._cursor.pos

    async def _write(self, text: str, strand: int) -> None:
        note = self.expected.notes[self.document][self._note]
        for key in keys(text):
            if self.pace.random.random() < SLIPS:
                await self._slip()
            self._key(key)
            note.strands[strand] += key
            await self.pace.key(key)

    def _key(self, key: str) -> None:
        self.who.figures.counts["keys"] += 1
        self.pen.do(edits.typed(self.pen.copy.doc, self._at, key))

    async def _slip(self) -> None:
        """Wrong keys and backspaces, each on its own key, whatever others put between them."""
        wrong = [self.pace.random.choice("aeknrtø") for _ in range(self.pace.random.choice((1, 2)))]
        places = []
        for key in wrong:
            self._key(key)
            places.append(self.pen.copy.spot(self._at - units(key)))
            await self.pace.key(key)
        for key, place in reversed(list(zip(wrong, places, strict=True))):
            self.who.figures.counts["backspaces"] += 1
            self.pen.do(edits.erased(place.pos, key))
            self.pen.copy.forget(place)
            await self.pace.key(key)

    async def _second_thoughts(self, text: str) -> None:
        """Sometimes the last word is taken out and written again, sometimes it becomes bold."""
        word = text.rsplit(" ", 1)[-1]
        roll = self.pace.random.random()
        if roll < 0.15:
            for key in reversed(list(keys(word))):
                self.who.figures.counts["backspaces"] += 1
                self.pen.do(edits.erased(self._at - units(key), key))
                await self.pace.key(key)
            for key in keys(word):
                self._key(key)
                await self.pace.key(key)
        elif roll < 0.35:
            self.pen.do(edits.bold(self.pen.copy.doc, self._at - units(word), self._at))

    def _tag(self, member: str) -> None:
        self.pen.do(edits.tagged(self.pen.copy.doc, self._at, member))
        self.expected.notes[self.document][self._note].member = member

    async def _hand_in(self) -> None:
        """The text of the note one was in goes in as late; only what was taken is expected."""
        mine = edits.notes_in(self.pen.copy.doc).get(self._note, "")
        unsent = self.pen.copy.unconfirmed
        taken = edits.notes_in(unsent[0].before if unsent else self.pen.copy.doc)
        notes = self.expected.notes[self.document]
        notes[self._note].strands = [taken.get(self._note, "")]
        if not taken.get(self._note):
            del notes[self._note]
        body = {"client_id": secrets.token_hex(8), "version": self.pen.copy.version, "text": mine}
        await self.who.api.post(f"/answers/{self.document}/late", body)
        self.who.figures.counts["late"] += 1
        self.expected.late.append(Late(self.document, mine))


def keys(text: str) -> Iterator[str]:
    """The text as a keyboard gives it: accents and joined emoji come in one piece."""
    key = ""
    for character in text:
        joined = key.endswith("\u200d") or character == "\u200d" or _leans(character)
        if key and not joined:
            yield key
            key = ""
        key += character
    if key:
        yield key


def _leans(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")
