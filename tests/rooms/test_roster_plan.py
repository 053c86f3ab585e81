"""A roster is put in place by what has changed: what stands is not written, and never too much."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from re import search
from typing import Any

from hypothesis import HealthCheck, given, settings
from sqlalchemy import event, text
from sqlmodel import Session

from app.people.models import organiser_named
from app.rooms import room_admin
from app.rooms.roster_plan import plan_roster
from app.rosters.entries import Entry
from app.rosters.text import write_roster
from app.seminars.programme import make
from app.seminars.wishes import SeminarIn
from app.storage.store import Store
from tests.leading import Leading, new_seminar
from tests.rosters.test_text import entries
from tests.server import Server

ROOM = r'class="room-link" href="[^"]*/(\w{16})"'
MOST_STATEMENTS, MOST_ROWS = 25, 1_500
"""What one slice may cost the writer: a quarter of 50 ms on a slow machine."""


def big(rooms: int) -> list[dict[str, Any]]:
    return [
        {"number": at, "members": [f"Kommune {at}-{each}" for each in range(3)]}
        for at in range(1, rooms + 1)
    ]


@contextmanager
def counted(store: Store) -> Iterator[list[tuple[int, int]]]:
    """Statements and rows of each transaction that is committed meanwhile."""
    engine = store.writer._engine
    done: list[tuple[int, int]] = []
    now = [0, 0]

    def ran(_c: Any, cursor: Any, _s: Any, sent: Any, _x: Any, many: bool) -> None:
        now[0] += 1
        changed = 0 if cursor.description else max(cursor.rowcount, 0)
        now[1] += len(sent) if many else changed

    def committed(_: Any) -> None:
        done.append((now[0], now[1]))
        now[:] = [0, 0]

    event.listen(engine, "after_cursor_execute", ran)
    event.listen(engine, "commit", committed)
    yield done
    event.remove(engine, "after_cursor_execute", ran)
    event.remove(engine, "commit", committed)


def put(leading: Leading, server: Server, roster: list[dict[str, Any]]) -> Any:
    answer = server.organiser().put(f"/api/v1{leading.path}/rooms", json=roster)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_no_transaction_of_a_large_roster_is_long(server: Server) -> None:
    leading = new_seminar(server)
    with counted(server.store) as done:
        put(leading, server, big(200))
    assert len(done) >= 10
    assert max(statements for statements, _ in done) <= MOST_STATEMENTS
    assert max(rows for _, rows in done) <= MOST_ROWS


def test_twice_the_rooms_cost_twice_as_much(server: Server) -> None:
    costs = []
    for rooms in (100, 200):
        leading = new_seminar(server)
        with counted(server.store) as done:
            put(leading, server, big(rooms))
        costs.append([sum(each) for each in zip(*done, strict=True)])
    for once, twice in zip(*costs, strict=True):
        assert twice <= 2.2 * once


def test_renaming_a_room_seats_nobody_again(server: Server) -> None:
    leading = new_seminar(server)
    put(leading, server, big(60))
    room = leading.found(ROOM, "/rooms")[6]
    with server.store.reading() as session:
        before = everything(session)
    sent = {"name": "Storsalen", "members": "Kommune 7-0, Kommune 7-1, Kommune 7-2"}
    with counted(server.store) as done:
        assert leading.post(f"/rooms/{room}", sent).status_code == 204
    with server.store.reading() as session:
        after = everything(session)
    # With the one for whoever wants it undone, and two parts of that room's page.
    assert sum(rows for _, rows in done) <= 8
    assert {table for table in after if after[table] != before[table]} == {"room", "part"}
    assert len(after["room"] - before["room"]) == 1


def everything(session: Session) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of the tables that a roster may touch."""
    tables = ("room", "member", "seating", "dialogue", "answer", "document", "part")
    return {
        table: {tuple(map(str, row)) for row in session.execute(text(f"SELECT * FROM {table}"))}
        for table in tables
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries)
def test_saving_a_page_that_was_not_touched_changes_nothing(
    server: Server, roster: list[Entry]
) -> None:
    leading = new_seminar(server)
    sent = [
        {"number": each.number, "name": each.name, "members": list(each.members)} for each in roster
    ]
    put(leading, server, sent)
    with server.store.reading() as session:
        before = everything(session)
        seminar_id = leading.path.split("/")[-1]
        shown = write_roster(room_admin.roster_of(session, seminar_id), plain=True)
    assert leading.post("/rooms", {"text": shown}).status_code == 200
    for room in leading.found(ROOM, "/rooms"):
        page = leading.page(f"/rooms/{room}")
        assert (
            leading.post(
                f"/rooms/{room}", {"name": field(page, "name"), "members": field(page, "members")}
            ).status_code
            == 204
        )
    with server.store.reading() as session:
        assert everything(session) == before


def field(page: str, name: str) -> str:
    found = search(rf'id="{name}" name="{name}"[^>]* value="([^"]*)"', page)
    assert found
    return unescape(found.group(1))


def test_a_slice_that_was_cut_off_is_made_good_by_the_same_list(store: Store) -> None:
    roster = [Entry(at, None, (f"Kommune {at}",)) for at in range(1, 46)]

    def begun(session: Session) -> str:
        seminar = make(session, organiser_named(session, "Ingrid").id, SeminarIn(title="Prøve"))
        plan = plan_roster(session, seminar.id, roster)
        plan.write(session, plan.slices[0])
        return seminar.id

    seminar_id = store.write_now(begun)
    with store.reading() as session:
        plan = plan_roster(session, seminar_id, roster)
    assert [len(part.rooms) for part in plan.slices] == [20, 5]
    for part in plan.slices:
        store.write_now(lambda session, part=part: plan.write(session, part))  # type: ignore[misc]
    with store.reading() as session:
        assert room_admin.roster_of(session, seminar_id) == [
            Entry(each.number, "", each.members) for each in roster
        ]
        assert not plan_roster(session, seminar_id, roster).slices
