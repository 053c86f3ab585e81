"""The seminar that is rehearsed, as the organiser's calls of docs/api.md make and steer it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from rehearsal.api import Api
from rehearsal.figures import Figures
from rehearsal.script import Seating

TITLES = {"nb": "Prøvekjøring", "nn": "Prøvekøyring", "en": "Rehearsal"}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt by its place in the programme; dialogue and number count from 1."""

    id: str
    dialogue: int
    number: int
    per_member: bool


class Programme:
    """A seminar of the preset `dialog-1-2`."""

    def __init__(self, api: Api, figures: Figures, told: dict[str, Any]) -> None:
        self.api, self.figures = api, figures
        self.id: str = told["id"]
        self.code: str = told["code"]
        self.read_url: str = told["read_url"]
        self.facilitator_url: str = told["facilitator_url"]
        self.dialogues: list[str] = [dialogue["id"] for dialogue in told["dialogues"]]
        self.duties: list[str] = [duty["id"] for duty in told["duties"]]
        self.prompts = [
            Prompt(prompt["id"], number, place, prompt["per_member"])
            for number, dialogue in enumerate(told["dialogues"], 1)
            for place, prompt in enumerate(dialogue["prompts"], 1)
        ]

    @classmethod
    async def make(
        cls, api: Api, figures: Figures, language: str, seatings: Sequence[Seating]
    ) -> "Programme":
        """Make the seminar and its roster."""
        body = {"title": TITLES[language], "language": language, "preset": "dialog-1-2"}
        self = cls(api, figures, await api.post("/seminars", body))
        roster = [{"number": each.number, "members": list(each.members)} for each in seatings]
        await api.put(f"/seminars/{self.id}/rooms", roster)
        return self

    @property
    def anybody(self) -> Api:
        """The same server, asked without a bearer."""
        return Api(self.api.client, self.api.url)

    def key(self, room: int) -> dict[str, Any]:
        """What opens the door of a room, by its number."""
        return {"code": self.code, "room": room}

    def of(self, dialogue: int) -> list[Prompt]:
        """The prompts of a dialogue, counted from 1."""
        return [prompt for prompt in self.prompts if prompt.dialogue == dialogue]

    async def stage(self, dialogue: int, stage: str, until: float | None = None) -> None:
        """Set a dialogue's stage; `until` in seconds from now."""
        self.figures.asked[self.dialogues[dialogue - 1], stage] = time.perf_counter()
        body = {"stage": stage}
        if until is not None:
            end = datetime.now(UTC) + timedelta(seconds=until)
            body["until"] = end.isoformat().replace("+00:00", "Z")
        await self.api.put(f"{self._at(dialogue)}/stage", body)

    async def grid(self) -> dict[str, Any]:
        return dict(await self.api.get(f"/seminars/{self.id}/grid"))

    async def late(self) -> list[dict[str, Any]]:
        return list(await self.api.get(f"/seminars/{self.id}/late"))

    async def take_in(self, late: str) -> None:
        await self.api.post(f"/seminars/{self.id}/late/{late}/take-in")

    async def export(self, form: str) -> bytes:
        return await self.api.file(f"/seminars/{self.id}/export", format=form)

    async def page(self, address: str | None = None) -> httpx2.Response:
        """The reading page, or a page it links to, as anybody may fetch it."""
        return await self.api.page(address or self.read_url)

    async def archive(self) -> None:
        await self.api.put(f"/seminars/{self.id}/archive", {"archived": True})

    def _at(self, dialogue: int) -> str:
        return f"/seminars/{self.id}/dialogues/{self.dialogues[dialogue - 1]}"
