"""Over several processes a verb may begin again: what its first try made was never there."""

from typing import Any

import pytest
from sqlmodel import Session

from app.storage import transactions
from tests.server import Afternoon
from tests.talk import talking


@pytest.fixture
def overtaken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each verb is done, taken back as if another process had been first, and done again."""
    done = transactions._done

    def twice(session: Session, jobs: list[Any]) -> list[Any]:
        whole = session.info["fresh"]
        session.info["fresh"] = whole.new_child()
        first = session.begin_nested()
        done(session, jobs)
        first.rollback()
        session.expunge_all()
        session.info["fresh"] = whole
        return done(session, jobs)

    monkeypatch.setattr(transactions, "_done", twice)


def calls(seminar: Afternoon) -> list[tuple[str, str, dict[str, Any]]]:
    """Ways to write a text over HTTP, for an answer that is empty."""
    answer = f"/api/v1/answers/{seminar.answer()['id']}"
    note = {"prompt": seminar.prompt(), "text": "Flere lærlinger"}
    return [
        ("POST", f"/api/v1/rooms/{seminar.rooms[0]['id']}/notes", note),
        ("PUT", answer, {"text": "Mer tid", "version": 0}),
        ("PUT", answer, {"summary": "Mer tid til øving."}),
    ]


@pytest.mark.parametrize("which", [0, 1, 2])
@pytest.mark.usefixtures("overtaken")
def test_nobody_is_told_of_a_try_that_was_overtaken(seminar: Afternoon, which: int) -> None:
    seat = seminar.seats[0]
    method, path, body = calls(seminar)[which]
    with talking(seminar) as reader:
        reader.join(seminar.rooms[0]["id"])
        seat.request(method, path, json=body).raise_for_status()

        heard = reader.hear("steps")
        assert reader.silent("steps")
    assert heard["version"] == len(heard["steps"])


@pytest.mark.usefixtures("overtaken")
def test_nobody_is_told_of_an_overtaken_move_or_of_what_it_brought_back(seminar: Afternoon) -> None:
    note = seminar.note("Flere lærlinger").json()
    answer, room = f"/api/v1/answers/{note['answer_id']}", seminar.rooms[0]["id"]
    wish = {"answer": note["answer_id"], "room": room, "prompt": seminar.prompt(1)}
    leads = (
        (f"/api/v1/seminars/{seminar.id}/moves", wish, 2),
        (f"{answer}/restore", {"version": note["version"]}, 1),
    )
    for path, body, texts in leads:
        with talking(seminar) as reader:
            reader.join(room)
            seminar.organiser.post(path, json=body).raise_for_status()
            heard = [reader.hear("steps") for _ in range(texts)]
            assert reader.silent("steps")
        assert len({each["document"] for each in heard}) == texts
