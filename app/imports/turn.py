"""Reading in processes of their own, in two lanes: who sends something that is soon read waits for
nobody's file that is slow, or made to be. What never ends is ended, and so is what grows."""

import json
from asyncio import Lock
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from anyio import CapacityLimiter

from app.apart import Died, Grew, TookLong, apart
from app.dividing.wordings import Place
from app.imports import own
from app.imports.interpreter import understood
from app.imports.own import Understood
from app.imports.reading import read
from app.imports.source import TooMuch, TooSlow, Unreadable
from app.languages import LANGUAGES
from app.rosters.letters import decode
from app.rosters.text import read_roster
from app.seminars.presets import preset

QUICK, PATIENCE = 8.0, 120.0
Programme = Mapping[Place, Iterable[str]]
Reading = Callable[[bytes, str, Programme], Understood]


@dataclass
class FileLane:
    """One file at a time, each for as many seconds; waiting does not count."""

    patience: float
    limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))


class ImportTurn:
    """Each file goes into the quick lane first, and begins anew in the slow one if it is not done
    there. An organiser has one file in the lanes; further ones wait for it, not others' for them.
    """

    def __init__(self, reading: Reading | None = None) -> None:
        self.quick, self.slow = FileLane(QUICK), FileLane(PATIENCE)
        self._reading = reading or _understood
        self._of: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    async def read(self, organiser_id: str, data: bytes, roster: str, name: str) -> Understood:
        """What is understood of a file with a roster and the programme of a preset. Raises
        UnknownPreset, Unreadable, HistoryDiffers, TooMuch or TooSlow."""
        programme = wordings_of(name)
        own = self._of.setdefault(organiser_id, Lock())
        async with own:
            for lane in (self.quick, self.slow):
                async with lane.limiter:
                    with suppress(TookLong):
                        return await self._read(lane, data, roster, programme)
        raise TooSlow

    async def _read(
        self, lane: FileLane, data: bytes, roster: str, programme: Programme
    ) -> Understood:
        try:
            return await apart(self._reading, data, roster, programme, seconds=lane.patience)
        except Grew:
            raise TooMuch from None
        except Died:
            raise Unreadable from None


def _understood(data: bytes, roster: str, programme: Programme) -> Understood:
    source = read(data)
    if source.kind == "samtavle":
        return own.understood(json.loads(decode(data)[0]))
    entries = read_roster(roster).entries if roster.strip() else ()
    return Understood(understood(source, entries, programme))


def wordings_of(name: str) -> dict[Place, list[str]]:
    """What each prompt of a preset is called, in every language. Raises UnknownPreset."""
    made: dict[Place, list[str]] = {}
    for language in LANGUAGES:
        for at, dialogue in enumerate(preset(name, language).dialogues, 1):
            for place, prompt in enumerate(dialogue.prompts, 1):
                made.setdefault((at, place), []).extend([prompt.text, prompt.label])
    return {place: list(dict.fromkeys(texts)) for place, texts in made.items()}
