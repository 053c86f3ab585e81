"""The one verb that sets what a projector shows, and what can be wished for."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, Field
from sqlmodel import Session

from app.boards.cells import Cell
from app.facilitation import wheel
from app.facilitation.grid import Grid, grid
from app.facilitation.plenum import Show, show
from app.facilitation.projector import QUESTION, TEXT, WHEEL, Kind, Plenum, projected
from app.harvest.models import quote_of
from app.harvest.reaped import Reaped, reaped
from app.people.access import Asker
from app.people.rights import Act, require
from app.refusals import N_, Invalid, NotFound, Refusal
from app.rooms.models import Room
from app.seminars.access import ALL_ROOMS, Scope, actor_in, seminar_for, seminar_stage
from app.seminars.clock import prompt_in
from app.seminars.models import Seminar
from app.storage.ids import Id

Deed = Literal["draw", "skip", "undo"]
MOST_CHOSEN = 300


class Unfinished(Refusal):
    """A text that its room has not allowed to be shown."""

    type = "not_finished"
    status = 409
    title = N_("This text is not finished, so it is not shown. Its room can say that it is done.")


class ChosenIn(BaseModel):
    """One of the two: all that a room has answered, or a quote of the harvest."""

    room: Id | None = None
    quote: Id | None = None

    @property
    def key(self) -> str:
        if (self.room is None) == (self.quote is None):
            raise Invalid(("chosen", "either room or quote"))
        return f"quote:{self.quote}" if self.quote else f"room:{self.room}"


class PlenumIn(BaseModel):
    """What is sent is done in this order; what is not sent stays. `room` or `quote` name the text
    that `slide` shows, and choose it if nobody has. `turns` is how many were seen to be drawn."""

    prompt: Id | None = None
    chosen: list[ChosenIn] | None = Field(default=None, max_length=MOST_CHOSEN)
    slide: Kind | None = None
    room: Id | None = None
    quote: Id | None = None
    page: int = Field(default=1, ge=1, le=10_000)
    step: Literal[-1, 1] | None = None
    wheel: Deed | None = None
    turns: int | None = None


def now_shown(session: Session, found: Grid, *, every_quote: bool = False) -> Show | None:
    """What the projector shows of this grid. Quotes are read where one is chosen; `every_quote` is
    for whoever chooses among them."""
    stands = projected(session, found.seminar.id)
    return show(found, stands, _quotes(session, found, stands, every=every_quote))


def grid_of_hall(
    session: Session, seminar: Seminar, scope: Scope = ALL_ROOMS, prompt_id: str | None = None
) -> Grid:
    """As much of the grid as the projector shows of this question, or of the one that it shows now:
    all of it only until a question is chosen."""
    only = prompt_id or projected(session, seminar.id).prompt_id
    return grid(session, seminar, lambda room_id: 0, scope, only)


def looked_up(session: Session, asker: Asker, seminar_id: str, wish: PlenumIn) -> Grid:
    """What a wish is decided by, read before it: while one looks through what hundreds of rooms
    have written, the writer serves all others. A text that is taken back meanwhile can be chosen,
    but no screen shows it."""
    seminar = seminar_for(session, asker, seminar_id, Act.SHOW)
    return grid_of_hall(session, seminar, prompt_id=wish.prompt).read()


def found_still(session: Session, found: Grid, scope: Scope = ALL_ROOMS) -> Grid:
    """What was looked up just now, whose texts are not read again; anew where the projector shows
    another question than it has."""
    if found.answers(projected(session, found.seminar.id).prompt_id):
        return found
    return grid_of_hall(session, session.get_one(Seminar, found.seminar.id), scope)


def project(session: Session, asker: Asker, found: Grid, wish: PlenumIn) -> Plenum:
    """By what was looked up for it. Raises NotFound, Invalid, Unfinished, EverybodyHeard."""
    seminar = seminar_for(session, asker, found.seminar.id, Act.SHOW)
    stands = projected(session, seminar.id)
    return _Projecting(session, asker, seminar, stands, found).do(wish)


@dataclass
class _Projecting:
    session: Session
    asker: Asker
    seminar: Seminar
    stands: Plenum
    found: Grid

    def do(self, wish: PlenumIn) -> Plenum:
        if wish.prompt and wish.prompt != self.stands.prompt_id:
            prompt_in(self.session, self.seminar.id, wish.prompt)
            self._go(wish.prompt, QUESTION)
        if wish.chosen is not None:
            self._choose([each.key for each in wish.chosen])
        if wish.slide:
            self._show(wish)
        if wish.step:
            self._step(wish.step)
        if wish.wheel and wish.turns in (None, len(self.stands.turns)):
            self._turn(wish.wheel)
        self.stands.version += 1
        self.session.add(self.stands)
        return self.stands

    def _now(self, *, every_quote: bool = False) -> Show:
        """As it is now. Raises NotFound where nothing is asked."""
        if not self.found.answers(self.stands.prompt_id):  # somebody else went on meanwhile
            self.found = grid_of_hall(self.session, self.seminar, prompt_id=self.stands.prompt_id)
        quotes = _quotes(self.session, self.found, self.stands, every=every_quote)
        shown = show(self.found, self.stands, quotes)
        if shown is None:
            raise NotFound
        return shown

    def _go(self, prompt_id: str, slide: str, text: str = "", page: int = 1) -> None:
        self.stands.prompt_id = prompt_id
        self.stands.slide, self.stands.text, self.stands.page = slide, text, page

    def _choose(self, keys: Sequence[str]) -> None:
        shown = self._now(every_quote=any(map(_is_quote, keys)))
        offered = {text.key for text in shown.offered}
        before = self.stands.chosen.get(shown.prompt.id, [])
        for key in keys:
            self._require(key)
            if key not in offered and key not in before:
                raise Unfinished
        self.stands.prompt_id = shown.prompt.id
        self._keep(list(dict.fromkeys(keys)))

    def _show(self, wish: PlenumIn) -> None:
        shown = self._now(every_quote=wish.quote is not None)
        key = ""
        if wish.slide == TEXT and (wish.room or wish.quote):
            key = ChosenIn(room=wish.room, quote=wish.quote).key
            self._require(key)
            if key not in {text.key for text in shown.offered}:
                raise Unfinished
        elif wish.slide == TEXT:
            key = next((text.key for text in shown.chosen), "")
            if not key:
                raise Invalid(("room", "the room, or the quote, that is shown"))
        self._go(shown.prompt.id, str(wish.slide), key, wish.page)
        chosen = self.stands.chosen.get(shown.prompt.id, [])
        if key and key not in chosen:
            self._keep([*chosen, key])

    def _keep(self, keys: list[str]) -> None:
        self.stands.chosen = {**self.stands.chosen, str(self.stands.prompt_id): keys}

    def _step(self, by: int) -> None:
        shown = self._now()
        to = shown.slides[min(max(shown.at + by, 0), len(shown.slides) - 1)]
        self._go(shown.prompt.id, to.kind, to.text.key if to.text else "", to.page)

    def _turn(self, deed: Deed) -> None:
        shown = self._now()
        self._go(shown.prompt.id, WHEEL)
        turns, prompt_id = self.stands.turns, shown.prompt.id
        if deed == "undo":
            self.stands.turns = wheel.undone(turns, prompt_id)
            return
        waits = bool(shown.wheel.waiting)
        if deed == "skip" and shown.wheel.now:
            turns = wheel.skipped(turns, prompt_id)
        elif deed == "skip":
            return
        if deed == "skip" and not waits:
            self.stands.turns = turns
        else:
            self.stands.turns = wheel.draw(shown.wheel, prompt_id, turns, secrets.choice)

    def _require(self, key: str) -> None:
        """Raise NotFound for what is not the seminar's, or not theirs to look at."""
        kind, _, id = key.partition(":")
        if kind == "quote":
            actor = actor_in(self.session, self.asker, self.seminar)
            require(actor, Act.SEE_HARVEST, seminar_stage(self.seminar))
            quote_of(self.session, self.seminar.id, id)
            return
        room = self.session.get(Room, id)
        if room is None or room.seminar_id != self.seminar.id:
            raise NotFound


def _quotes(session: Session, found: Grid, stands: Plenum, *, every: bool) -> list[Reaped]:
    if not every and not any(_is_quote(key) for keys in stands.chosen.values() for key in keys):
        return []
    some: list[Cell] = [cell for row in found.rows for cell in row.cells]
    themes = reaped(session, found.seminar.id, some).themes
    return [each for view in themes for each in view.standing]


def _is_quote(key: str) -> bool:
    return key.startswith("quote:")
