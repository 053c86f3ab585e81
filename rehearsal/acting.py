"""What pretend people do in a seminar that somebody else leads: they write in what is open, stop
where it closes, and give whoever leads something to find."""

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum
from random import Random
from typing import Any

from rehearsal import work
from rehearsal.programme import Prompt
from rehearsal.room import Room
from rehearsal.typist import Pace

LOOK = 0.5
"""Seconds between two looks at what is open, and at the speed that is wished for."""
OPEN = ("open", "closing")


class Part(StrEnum):
    """How a room takes its work."""

    WRITES = "writes"
    CALLS = "calls"  # for help, with its first note
    HALF = "half"  # breaks off in the middle of a sentence, and leaves the rest
    SILENT = "silent"  # is there, and writes nothing


def parts(rooms: int, random: Random) -> list[Part]:
    """A part for each room, in a drawn order: of those that need somebody one each, as long as one
    room is left that simply writes."""
    needing = [Part.SILENT, Part.CALLS, Part.HALF][: max(0, rooms - 1)]
    dealt = [*needing, *[Part.WRITES] * (rooms - len(needing))]
    random.shuffle(dealt)
    return dealt


class Wish:
    """The speed that is wished for just now; at 0 everybody sits still."""

    speed = 0.0


class Tempo(Pace):
    """A pace that follows a wish, also in the middle of a pause."""

    def __init__(self, random: Random, wish: Wish) -> None:
        super().__init__(random, 1.0)
        self._wish = wish

    async def pause(self, seconds: float) -> None:
        while seconds > 0:
            speed = self._wish.speed
            await asyncio.sleep(min(LOOK, seconds / speed) if speed else LOOK)
            seconds -= LOOK * speed


async def act(room: Room, part: Part) -> None:
    """Until cancelled: begin each question of a dialogue that is open, once."""
    begun: set[str] = set()
    if room.programme.duties:
        await room.keeper.api.post(f"/rooms/{room.id}/duties/draw", {})
    while True:
        for number in range(1, len(room.programme.dialogues) + 1):
            left = [each for each in room.programme.of(number) if each.id not in begun]
            if left and _is_open(room, number):
                await _while_open(room, number, _dialogue(room, part, left, begun))
        await asyncio.sleep(LOOK)


def _is_open(room: Room, number: int) -> bool:
    return room.lead.stages.get(room.programme.dialogues[number - 1]) in OPEN


async def _while_open(room: Room, number: int, deed: Awaitable[None]) -> None:
    """Do it until it is done or the dialogue is closed on it; half a word may be left."""
    doing = asyncio.ensure_future(deed)
    try:
        while not doing.done() and _is_open(room, number):
            await asyncio.wait([doing], timeout=LOOK)
        if doing.done():
            await doing
    finally:
        doing.cancel()


async def _dialogue(room: Room, part: Part, prompts: list[Prompt], begun: set[str]) -> None:
    await room.pace.pause(room.random.uniform(2, 40))
    for prompt in prompts:
        begun.add(prompt.id)
        await _PARTS[part](room, prompt)


async def _writes(room: Room, prompt: Prompt) -> None:
    await _go_on(room, prompt)
    texts = room.script.notes(room.place, prompt.dialogue, prompt.number)
    await work.write(room, prompt, texts or [room.script.note("one", room.place, prompt.id)])
    await _go_on(room, prompt, "summary")
    answer, _ = next(room.places(prompt))
    if room.random.random() < 0.6:
        await work.summary(room, answer)
    await work.say(room, answer, "done")


async def _calls(room: Room, prompt: Prompt) -> None:
    if prompt.number == 1:
        await room.pace.think(15)
        await room.lead.api.post(f"/rooms/{room.id}/help", {})
    await _writes(room, prompt)


async def _half(room: Room, prompt: Prompt) -> None:
    if prompt.number > 1:
        return
    await _go_on(room, prompt)
    answer, member = next(room.places(prompt))
    whole, other = (room.script.note("half", room.place, prompt.id, turn) for turn in range(2))
    broken = other[: 2 * len(other) // 3].rpartition(" ")[0]
    await room.typist(room.lead, answer).notes([whole, broken], first=True, member=member)


async def _silent(room: Room, prompt: Prompt) -> None:
    """They talk, and nobody writes it down."""


_PARTS: dict[Part, Callable[[Room, Prompt], Awaitable[None]]] = {
    Part.WRITES: _writes,
    Part.CALLS: _calls,
    Part.HALF: _half,
    Part.SILENT: _silent,
}


async def _go_on(room: Room, prompt: Prompt, phase: str | None = None) -> None:
    """Take the room on to the first phase of a question, or to the one that is named, if it is not
    there already."""
    path = f"/rooms/{room.id}/phases"
    dialogue = room.programme.dialogues[prompt.dialogue - 1]
    told = await room.keeper.api.get(path)
    stands: dict[str, Any] = next(
        (each for each in told if each["dialogue"] == dialogue), {"phases": []}
    )
    wanted = [
        place
        for place, each in enumerate(stands["phases"])
        if prompt.id in each["prompts"] and phase in (None, each["phase"])
    ]
    while wanted and (stands["at"] is None or stands["at"] < wanted[0]):
        seen = {"dialogue": dialogue, "go": "next", "at": stands["at"]}
        stands = await room.keeper.api.post(path, seen)
