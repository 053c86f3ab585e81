"""One pretend room: the people in it, what it may write where, and what must stand there."""

from collections.abc import Iterator
from typing import Any

from rehearsal.expected import Expected
from rehearsal.hearing import Air
from rehearsal.participant import Participant
from rehearsal.polling import Poller
from rehearsal.programme import Programme, Prompt
from rehearsal.script import Script
from rehearsal.typist import Pace, Typist

EVERY_TENTH = 10
PEOPLE_FOR_A_POLLER = 5
"""In a room with as many, somebody who only follows may be the one without a socket."""


class Room:
    """`place` is its number in the script, from 0; `number` the one on the door."""

    def __init__(
        self, place: int, script: Script, programme: Programme, air: Air, speed: float
    ) -> None:
        self.place, self.script, self.programme, self.air = place, script, programme, air
        self.number = script.seatings[place].number
        self.figures = programme.figures
        self.expected = Expected()
        self.people: list[Participant] = []
        self.members: list[str] = []
        self.random = script.random("room", place)
        self.pace = Pace(self.random, speed)
        self._answers: dict[tuple[str, str | None], str] = {}

    @property
    def id(self) -> str:
        return self.people[0].room

    @property
    def lead(self) -> Participant:
        """Writes down what the room says."""
        return self.people[0]

    @property
    def second(self) -> Participant:
        """Writes in the same answers."""
        return self.people[1 % len(self.people)]

    @property
    def phone(self) -> Participant:
        """Sends notes without opening the field."""
        return self.people[2 % len(self.people)]

    @property
    def keeper(self) -> Participant:
        """Sees to duties, summaries and states."""
        return self.people[3 % len(self.people)]

    async def gather(self, people: int) -> None:
        """Everybody comes in; the last one of every tenth room without a socket."""
        polls = people >= PEOPLE_FOR_A_POLLER and self.place % EVERY_TENTH == 0
        for number in range(people):
            kind = Poller if polls and number == people - 1 else Participant
            nickname = {"nickname": f"Deltaker {number + 1}"} if number % 2 else {}
            seat = {**self.programme.key(self.number), **nickname}
            api = self.programme.anybody
            self.people.append(await kind.arrive(api, seat, self.air, self.figures))
        await self.look_around()

    async def look_around(self) -> None:
        """Learn from the board who the members are and where each answer is."""
        board = await self.board()
        self.members = [member["id"] for member in board["room"]["members"]]
        for answer in board["answers"]:
            member = answer["member"] and answer["member"]["id"]
            self._answers[answer["prompt"], member] = answer["id"]

    async def board(self) -> dict[str, Any]:
        return dict(await self.lead.api.get(f"/rooms/{self.id}/board"))

    def answer(self, prompt: Prompt, member: str | None = None) -> str:
        return self._answers[prompt.id, member]

    def places(self, prompt: Prompt) -> Iterator[tuple[str, str | None]]:
        """The answers of a prompt as (id, member): one for each member, or the room's."""
        members: list[str | None] = [*self.members] if prompt.per_member else []
        for member in members or [None]:
            yield self._answers[prompt.id, member], member

    def any_member(self) -> str | None:
        return self.random.choice(self.members) if self.members else None

    def typist(self, who: Participant, document: str) -> Typist:
        return Typist(who, document, self.expected, self.pace)

    def problem(self, what: str) -> None:
        self.figures.problem(f"room {self.number}: {what}")
