"""What verbs of set-up do in several turns is whole in the end, also when a crash comes between."""

import anyio
import pytest
from sqlalchemy import text
from sqlmodel import Session, col, delete, select

from app.boards.models import Answer
from app.boards.shapes import Shapes
from app.rooms.models import Room, Seating
from app.storage.store import Store
from bench.setting_up import delete as end
from bench.setting_up import new_hall, roster, watched
from tests.leading import signed_in
from tests.server import Afternoon, Server, afternoon


def test_a_full_room_is_deleted_in_pieces(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    seminar = afternoon(server)
    monkeypatch.setattr("app.boards.removal.PIECE", 7)
    for at in range(20):
        seminar.note(f"Notat {at}")
    leading = signed_in(server)
    with watched(server.store) as held:
        code = seminar.seminar["code"]
        answer = leading.post(f"/seminars/{seminar.id}/delete", {"code": code})
    assert answer.status_code == 200
    assert len(held) >= 3 + 2
    with server.store.reading() as session:
        for table in ("seminar", "room", "answer", "document", "ledger"):
            assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0


async def heal(store: Store) -> None:
    await Shapes(store).make_good()


def test_what_a_crash_cut_off_is_made_good(seminar: Afternoon) -> None:
    before = len(seminar.board(1)["answers"])

    def verb(session: Session) -> None:
        here = select(Room.id).where(Room.seminar_id == seminar.id, Room.number == 2)
        session.execute(delete(Answer).where(col(Answer.room_id).in_(here)))

    seminar.server.store.write_now(verb)
    assert seminar.board(1)["answers"] == []
    anyio.run(heal, seminar.server.store)
    assert len(seminar.board(1)["answers"]) == before


def test_seating_that_a_crash_cut_off_is_made_good(seminar: Afternoon) -> None:
    asked = f"/api/v1/seminars/{seminar.id}/prompts/{seminar.prompt(0, 1)}"
    seminar.organiser.patch(asked, json={"per_member": True}).raise_for_status()
    before = len(seminar.board(0)["answers"])

    def verb(session: Session) -> None:
        here = select(Room.id).where(Room.seminar_id == seminar.id, Room.number == 1)
        followed = col(Seating.dialogue_id) == seminar.dialogue(1)
        session.execute(delete(Seating).where(followed, col(Seating.room_id).in_(here)))
        theirs = col(Answer.member_id).is_not(None) & col(Answer.room_id).in_(here)
        session.execute(delete(Answer).where(theirs))

    seminar.server.store.write_now(verb)
    assert len(seminar.board(0)["answers"]) < before
    anyio.run(heal, seminar.server.store)
    assert len(seminar.board(0)["answers"]) == before


def test_a_removal_that_somebody_writes_into_takes_nothing_away(seminar: Afternoon) -> None:
    before = [each["prompt"] for each in seminar.board(0)["answers"]]
    seminar.note("Et svar", room=2)
    leading = signed_in(seminar.server)
    path = f"/seminars/{seminar.id}/programme/prompts/{seminar.prompt()}/remove"
    assert leading.post(path).status_code == 422
    assert [each["prompt"] for each in seminar.board(0)["answers"]] == before
    assert seminar.answer(room=2)["text"] == "Et svar"


def test_a_copy_of_a_large_seminar_is_whole(server: Server) -> None:
    hall = new_hall(server.organiser(), 45)
    hall.api("PUT", "/rooms", json=hall.roster)
    second = hall.dialogues[1]["id"]
    hall.api("PUT", f"/rooms?dialogue={second}", json=roster(45, "Lag"))
    sent = {"title": "Om igjen", "language": "nb", "earlier": hall.id}
    answer = hall.client.post("/seminars/new", data=sent, headers={"hx-request": "true"})
    made = answer.headers["hx-redirect"].rpartition("/")[2]
    organiser = server.organiser()
    shown = [
        [(each["number"], each["name"], [one["name"] for one in each["members"]]) for each in found]
        for found in (
            organiser.get(f"/api/v1/seminars/{id}/rooms").json() for id in (hall.id, made)
        )
    ]
    assert shown[0] == shown[1]
    room = organiser.get(f"/api/v1/seminars/{made}/rooms").json()[44]["id"]
    board = organiser.get(f"/api/v1/rooms/{room}/board").json()
    assert len(board["answers"]) == 3 + 2 * (1 + 3)
    end(hall)
