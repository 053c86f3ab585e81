"""A request that makes a seminar ready, by its page or by a program: who asks, what they may, what
can be undone; and how a page answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.people.identity import CallerOf, StoreOf, Visit, VisitOf
from app.people.rights import Act
from app.runtime import runtime
from app.seminars import undo
from app.seminars.access import seminar_for
from app.seminars.models import Seminar
from app.seminars.setup_steps import setup_facts
from app.seminars.shown import SHAPING, shown_in
from app.seminars.signals import ChangeSignals
from app.seminars.undo import Difference
from app.storage.store import Store
from app.web import forms
from app.web.pages import catalogue, go, is_script, language_of, page

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
Facts = dict[str, Any]


@dataclass(frozen=True)
class Setup:
    request: Request
    visit: Visit
    store: Store
    seminar_id: str

    @property
    def here(self) -> str:
        return f"/seminars/{self.seminar_id}"

    @property
    def is_script(self) -> bool:
        return is_script(self.request)

    def gettext(self, words: str) -> str:
        return catalogue(language_of(self.request)).gettext(words)

    def seminar(self, session: Session, act: Act = Act.SET_UP) -> Seminar:
        """Raises NotFound, or Closed in the archive."""
        return seminar_for(session, self.visit.asker, self.seminar_id, act)

    async def allow(self) -> None:
        """Ask before anything is read: what is made to be slow keeps the server busy."""
        await self.store.read(self.seminar)

    async def form(self, model: type[M]) -> forms.Form[M]:
        return forms.read(model, forms.tidy(await self.request.form()), self.gettext)

    async def write(self, deed: Callable[[Session, Seminar], T], act: Act = Act.SET_UP) -> T:
        return await self.store.write(lambda session: deed(session, self.seminar(session, act)))

    async def change(
        self,
        deed: Callable[[Session, Seminar], T],
        said: str,
        *tables: str,
        act: Act = Act.SET_UP,
    ) -> T:
        """A deed that can be undone: `said` tells what was done, `tables` are what it may touch."""

        def verb(session: Session) -> tuple[T, list[Difference]]:
            seminar = self.seminar(session, act)
            before = undo.rows_of(session, seminar.id, tables)
            outcome = deed(session, seminar)
            session.flush()
            rows = undo.differences(before, undo.rows_of(session, seminar.id, tables))
            undo.record(session, seminar.id, self.visit.asker, said, rows, act=act)
            return outcome, rows

        outcome, rows = await self.store.write(verb)
        await self.tell_made(rows)
        return outcome

    async def tell_made(self, rows: Sequence[Difference]) -> None:
        """Rooms follow, and pages that are open are told, before a change is answered."""
        if SHAPING & {name for name, _, _ in rows}:
            await runtime(self.request)[ChangeSignals].shape.send_async(seminar_id=self.seminar_id)
        room_ids = shown_in(rows)
        if room_ids is None or room_ids:
            signal = runtime(self.request)[ChangeSignals].programme
            await signal.send_async(seminar_id=self.seminar_id, room_ids=room_ids)

    async def tell_rights(self) -> None:
        await runtime(self.request)[ChangeSignals].rights.send_async(seminar_id=self.seminar_id)

    async def take_out(self, prompt_ids: Sequence[str]) -> None:
        """Questions that are to be removed, out of all rooms. Raises HasText."""
        await runtime(self.request)[ChangeSignals].leaving.send_async(
            seminar_id=self.seminar_id, prompt_ids=prompt_ids, allowed=self.seminar
        )

    def facts(self, session: Session, step: str) -> Facts:
        facts = setup_facts(session, self.visit.asker, self.seminar_id, step)
        return facts | {"undone": "undone" in self.request.query_params}

    def page(self, template: str, facts: Mapping[str, Any], status: int = 200) -> Response:
        language = facts["seminar"].language
        return page(self.request, template, facts, language=language, status=status)

    def form_page(self, step: str, facts: Mapping[str, Any], form: forms.Form[Any]) -> Response:
        """A form on its page; one that is refused comes back by itself to a script, and as the
        whole page to a browser without."""
        alone = form.errors and self.is_script
        template = f"seminars/_{step}.html" if alone else f"seminars/{step}.html"
        return self.page(template, facts, 422 if form.errors else 200)

    def go(self, more: str) -> Response:
        return go(self.request, f"{self.here}/{more}".rstrip("/"))


# Asynchronous only because FastAPI would hand a plain function to a thread.
async def _setup(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Setup:
    return Setup(request, visit, store, seminar_id)


async def _called(seminar_id: str, request: Request, visit: CallerOf, store: StoreOf) -> Setup:
    return Setup(request, visit, store, seminar_id)


SetupOf = Annotated[Setup, Depends(_setup)]
SetupCallOf = Annotated[Setup, Depends(_called)]
"""The same for a call of the API."""
