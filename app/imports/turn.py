"""Reading in a process of its own, one import at a time: what is made to be slow keeps nobody
waiting, and what never ends is ended."""

import json
from collections.abc import Iterable, Mapping

from anyio import CapacityLimiter, fail_after, to_process

from app.imports import own
from app.imports.interpreter import understood
from app.imports.own import Understood
from app.imports.reading import read
from app.imports.source import Unreadable
from app.imports.wordings import Place
from app.rooms.roster import read_roster
from app.rooms.roster_letters import decode
from app.seminars.presets import preset
from app.seminars.wishes import Language

PATIENCE = 120.0
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")


class ImportTurn:
    def __init__(self) -> None:
        self._limiter = CapacityLimiter(1)

    async def read(self, data: bytes, roster: str, name: str) -> Understood:
        """What is understood of a file with a roster and the programme of a preset. Raises
        UnknownPreset, Unreadable, HistoryDiffers or TooMuch."""
        programme = wordings_of(name)
        try:
            with fail_after(PATIENCE):
                return await to_process.run_sync(
                    _understood, data, roster, programme, cancellable=True, limiter=self._limiter
                )
        except TimeoutError:
            raise Unreadable from None


def _understood(data: bytes, roster: str, programme: Mapping[Place, Iterable[str]]) -> Understood:
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
