"""What became of the last seminar's actions as a table, for whoever leads its rooms."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from app.exports.csv_export import csv_table
from app.exports.files import MEDIA_TYPES, File
from app.outcomes.asked import AskedAction
from app.outcomes.followed import Followed, followed
from app.outcomes.models import Promise
from app.people.identity import CallerOf, StoreOf
from app.web.api import api_router
from app.web.pages import catalogue
from app.web.times import day_of

router = api_router("exports")
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPES["csv"]: {"schema": {"type": "string"}}}}
}


@router.get("/seminars/{seminar_id}/outcomes.csv", response_class=Response, responses=_FILE)
async def table(seminar_id: str, visit: CallerOf, store: StoreOf) -> Response:
    """A row for each action that a room of the caller's is asked about, those without an answer
    too; then those that no room is asked about, as far as the caller may read them."""

    def work(session: Session) -> File:
        led = followed(session, visit.asker, seminar_id)
        gettext = catalogue(led.seminar.language).gettext
        content = csv_table(_rows(led, gettext))
        details = f"– {gettext('What became of it').lower()}"
        return File(content, "csv", led.seminar.title, details)

    made = await store.read(work)
    headers = {"content-disposition": made.disposition}
    return Response(made.content, media_type=made.media_type, headers=headers)


def _rows(led: Followed, gettext: Callable[[str], str]) -> Iterator[list[str | int]]:
    yield [
        *(gettext("Room"), gettext("Who"), gettext("What"), gettext("When"), gettext("Needs")),
        *(gettext("What became of it"), gettext("In the room's words"), gettext("Said on")),
        *(gettext("From the seminar"), gettext("From room"), gettext("From")),
        gettext("As it was written"),
    ]
    for room, asked in led.found.rooms:
        for each in asked:
            yield [room.number, *_action(each.promise, _outcome_columns(each, gettext))]
    for lost in led.lost:
        if lost.told:
            yield ["", *_action(lost.promise, (gettext("Asked of no room"), "", ""))]


def _outcome_columns(asked: AskedAction, gettext: Callable[[str], str]) -> tuple[str, str, str]:
    if asked.outcome is None:
        return gettext("no answer yet"), "", ""
    words = {
        "done": gettext("It is done"),
        "under_way": gettext("It is under way"),
        "put_aside": gettext("It is put aside"),
    }
    said = asked.outcome
    return words[said.became], said.line, day_of(said.at).isoformat()


def _action(promise: Promise, said: tuple[str, str, str]) -> tuple[str | int, ...]:
    fields = (promise.who, promise.what, promise.when, promise.needs)
    return (*fields, *said, promise.seminar, promise.number, promise.member, promise.text)
