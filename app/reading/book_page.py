"""A request for a page of the book, and the page, or the one that says that it is not open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session
from starlette.responses import Response

from app.boards.access import view_for
from app.people.access import Asker
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act
from app.reading.reader import Page, Reader
from app.refusals import NotFound
from app.storage.store import Store
from app.web.pages import language_of, page


@dataclass(frozen=True)
class BookPage:
    seminar_id: str
    request: Request
    asker: Asker
    store: Store

    async def show(self, make: Callable[[Reader], Page], status: int = 200) -> Response:
        def work(session: Session) -> Response:
            try:
                view = view_for(session, self.asker, self.seminar_id, Act.READ)
            except NotFound:
                return self.unopened()
            language = view.seminar.language
            reader = Reader(session, view, self.asker, language_of(self.request, language))
            template, facts = make(reader)
            shown = {**reader.facts, **facts}
            name = f"reading/{template}.html"
            return page(self.request, name, shown, language=language, status=status)

        return await self.store.read(work)

    def unopened(self) -> Response:
        """In the browser's language: the seminar's own would tell that there is one."""
        return page(self.request, "reading/unopened.html", status=404)


async def _book_page(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> BookPage:
    return BookPage(seminar_id, request, visit.asker, store)


BookPageOf = Annotated[BookPage, Depends(_book_page)]
