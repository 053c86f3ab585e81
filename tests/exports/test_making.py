"""A large export is made by another process, and is the same."""

from typing import get_args

import pytest

from app.exports.choices import Choices
from app.exports.files import Format
from app.exports.making import ExportTurn, Wanted, WholeOnly
from app.exports.publishing import PublicPages
from app.people.access import Asker, by_bearer
from app.refusals import NotFound
from tests.server import Afternoon


def organiser(seminar: Afternoon) -> Asker:
    secret = seminar.organiser.headers["authorization"].removeprefix("Bearer ")
    with seminar.server.store.reading() as session:
        return by_bearer(session, secret, seminar.server.links)


@pytest.fixture
def written(seminar: Afternoon) -> Afternoon:
    seminar.note("Kulturskolen flytter inn i biblioteket", member="Granli")
    seminar.note("Først på vår, så på høst", room=1)
    return seminar


async def test_every_format_is_the_same_from_the_other_process(
    written: Afternoon, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, asker = written.server.store, organiser(written)
    moment = store.clock()
    monkeypatch.setattr(store, "clock", lambda: moment)
    monkeypatch.setitem(store.info, "clock", store.clock)
    here, beside = ExportTurn(), ExportTurn(large=0)
    every = [Wanted(asker, written.id, Choices(), format) for format in get_args(Format)]
    made = [await here.made(store, wanted) for wanted in every]
    monkeypatch.delattr(Wanted, "make")  # this process cannot any more
    for wanted, file in zip(every, made, strict=True):
        assert await beside.made(store, wanted) == file, wanted.format


async def test_pages_to_be_published_are_the_same_from_the_other_process(
    written: Afternoon, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, wanted = written.server.store, PublicPages(organiser(written), written.id, Choices())
    moment = store.clock()
    monkeypatch.setattr(store, "clock", lambda: moment)
    monkeypatch.setitem(store.info, "clock", store.clock)
    number, files = await ExportTurn().made(store, wanted)
    monkeypatch.delattr(PublicPages, "make")  # this process cannot any more
    assert await ExportTurn(large=0).made(store, wanted) == (number, files)
    assert number == 1
    assert b"biblioteket" in b"".join(content for _, content in files)


async def test_what_is_refused_there_is_refused_here(written: Afternoon) -> None:
    store, asker, beside = written.server.store, organiser(written), ExportTurn(large=0)
    with pytest.raises(WholeOnly):
        await beside.made(store, Wanted(asker, written.id, Choices(extent="summaries"), "json"))
    with pytest.raises(NotFound):
        await beside.made(store, Wanted(Asker(), written.id, Choices(), "csv"))
