"""What stood once, over the API: read, brought back, and seen by the others at once."""

from datetime import datetime
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import event
from sqlmodel import Session

from app.history.moments import PAUSE
from app.seminars.deletion import begin, end
from app.seminars.models import Seminar
from tests.boards.steps import erased, paragraph, typed
from tests.cast import facilitator
from tests.server import Afternoon
from tests.talk import talking

API = "/api/v1"


def send(client: httpx.Client, answer: dict[str, Any], *steps: dict[str, Any]) -> int:
    body = {"version": answer["version"], "client": "test", "steps": list(steps)}
    sent = client.post(f"{API}/answers/{answer['id']}/steps", json=body)
    assert sent.status_code == 200, sent.text
    return int(sent.json()["version"])


def third(sent: dict[str, Any] | tuple[Any, ...]) -> Any:
    """The third value sent with a statement: PostgreSQL's have names."""
    return list(sent.values() if isinstance(sent, dict) else sent)[2]


def post(client: httpx.Client, path: str, **body: Any) -> dict[str, Any]:
    answer = client.post(API + path, json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def history(client: httpx.Client, name: str, **query: Any) -> dict[str, Any]:
    answer = client.get(f"{API}/answers/{name}/history", params=query)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def later(seminar: Afternoon) -> None:
    seminar.server.clock.forward(seconds=PAUSE.total_seconds() + 60)


def another(seminar: Afternoon, name: str) -> tuple[httpx.Client, str]:
    """One more seat in room 0."""
    body = {"code": seminar.seminar["code"], "room": 1, "nickname": name}
    seat = seminar.server.client().post(f"{API}/seats", json=body).json()
    return seminar.server.client(seat["seat_token"]), seat["seat_id"]


def test_a_history_says_who_when_and_what(seminar: Afternoon) -> None:
    seminar.note("Kor på tvers")
    later(seminar)
    ola, ola_id = another(seminar, "Ola")
    answer = seminar.answer()
    send(ola, answer, typed("Et ", 1))
    past = history(seminar.seats[0], answer["id"])
    newest, oldest = past["moments"]
    assert newest["who"] == {"role": "seat", "seat": ola_id, "name": "Ola", "number": 2}
    assert [(each["kind"], each["before"], each["after"]) for each in newest["changes"]] == [
        ("changed", "Kor på tvers", "Et Kor på tvers")
    ]
    assert oldest["who"]["name"] is None
    assert oldest["changes"][0]["kind"] == "added"
    assert datetime.fromisoformat(newest["began_at"]) > datetime.fromisoformat(oldest["ended_at"])
    assert past["before"] is None


def test_a_page_is_continued_where_it_ended_and_holds_what_came_meanwhile(
    seminar: Afternoon,
) -> None:
    for number in range(35):
        seminar.note(f"Notat {number}")
        later(seminar)
    answer = seminar.answer()["id"]
    first = history(seminar.seats[0], answer)
    seminar.note("Enda et")
    second = history(seminar.seats[0], answer, before=first["before"])
    numbers = [each["number"] for each in first["moments"] + second["moments"]]
    assert numbers == list(range(34, -1, -1))
    assert second["before"] is None
    assert history(seminar.seats[0], answer)["moments"][0]["number"] == 35


def test_the_text_at_a_version_is_what_the_board_had(seminar: Afternoon) -> None:
    boards = []
    for number in range(4):
        seminar.note(f"Notat {number}", member="Granli" if number % 2 else None)
        boards.append(seminar.answer())
    for board in boards:
        path = f"{API}/answers/{board['id']}/at/{board['version']}"
        then = seminar.seats[0].get(path).json()
        assert {key: then[key] for key in ("text", "doc", "notes")} == {
            key: board[key] for key in ("text", "doc", "notes")
        }


def test_a_version_that_never_was_is_not_found(seminar: Afternoon) -> None:
    answer = seminar.answer()["id"]
    for version in (-1, 1, 2**70):
        assert seminar.seats[0].get(f"{API}/answers/{answer}/at/{version}").status_code == 404


def test_a_restored_text_has_its_ids_members_and_marks_again(seminar: Afternoon) -> None:
    seminar.note("Fra Granli", member="Granli")
    bold = {"stepType": "addMark", "from": 1, "to": 4, "mark": {"type": "strong"}}
    send(seminar.seats[0], seminar.answer(), bold)
    before = seminar.answer()
    seminar.seats[0].put(
        f"{API}/answers/{before['id']}", json={"version": before["version"], "text": "Noe annet"}
    )
    done = post(seminar.seats[0], f"/answers/{before['id']}/restore", version=before["version"])
    after = seminar.answer()
    assert (after["doc"], after["notes"]) == (before["doc"], before["notes"])
    assert done["documents"][0]["version"] == after["version"]
    assert after["version"] > before["version"]
    newest = history(seminar.seats[0], before["id"])["moments"][0]
    assert newest["deed"] == "restore"


def test_a_note_of_a_member_that_has_left_the_room_comes_back(seminar: Afternoon) -> None:
    seminar.note("Fra Granli", member="Granli")
    before = seminar.answer()
    seminar.seats[0].put(
        f"{API}/answers/{before['id']}", json={"version": before["version"], "text": ""}
    )
    moved = [{"number": 1, "members": ["Fjellvik"]}, {"number": 2, "members": ["Granli"]}]
    seminar.organiser.put(f"{API}/seminars/{seminar.id}/rooms", json=moved).raise_for_status()
    post(seminar.seats[0], f"/answers/{before['id']}/restore", version=before["version"])
    assert seminar.answer()["notes"] == before["notes"]


def test_restoring_twice_with_one_client_id_restores_once(seminar: Afternoon) -> None:
    seminar.note("Først")
    before = seminar.answer()
    seminar.note("Så")
    body = {"version": before["version"], "client_id": "once"}
    first = post(seminar.seats[0], f"/answers/{before['id']}/restore", **body)
    seminar.note("Etterpå")
    assert post(seminar.seats[0], f"/answers/{before['id']}/restore", **body) == first
    assert seminar.answer()["text"] == "Først\nEtterpå"


def test_a_dry_run_says_what_would_change_and_changes_nothing(seminar: Afternoon) -> None:
    seminar.note("Først")
    answer = seminar.answer()
    path = f"/answers/{answer['id']}/restore"
    would = post(seminar.seats[0], path, version=0, dry_run=True)
    assert would["dry_run"] is True
    [document] = would["documents"]
    assert [(each["kind"], each["before"]) for each in document["changes"]] == [
        ("removed", "Først")
    ]
    assert seminar.answer() == answer

    done = post(seminar.seats[0], path, version=0, client_id="r")
    again = post(seminar.seats[0], path, version=0, client_id="r", dry_run=True)
    assert again == {"dry_run": True, **done, "documents": []}  # what stands now, not what was done


def test_a_removed_note_is_listed_and_comes_back_with_its_id(seminar: Afternoon) -> None:
    for text in ("En", "To", "Tre"):
        seminar.note(text)
    answer = seminar.answer()
    send(seminar.seats[0], answer, erased(4, 8))
    assert seminar.answer()["text"] == "En\nTre"
    [gone] = history(seminar.seats[0], answer["id"])["removed"]
    assert gone["text"] == "To"
    back = post(seminar.seats[0], f"/answers/{answer['id']}/undelete", note=gone["note"])
    assert back["notes"] == [gone["note"]]
    assert seminar.answer()["notes"] == answer["notes"]
    assert history(seminar.seats[0], answer["id"])["removed"] == []


def test_only_what_is_gone_can_be_undeleted(seminar: Afternoon) -> None:
    seminar.note("Står")
    answer = seminar.answer()
    for note in (answer["notes"][0]["id"], "never-was"):
        path = f"{API}/answers/{answer['id']}/undelete"
        assert seminar.seats[0].post(path, json={"note": note}).status_code == 404


def test_one_persons_edits_go_and_the_others_stay(seminar: Afternoon) -> None:
    seminar.note("Alvor fra Kari")
    ola, ola_id = another(seminar, "Ola")
    answer = seminar.answer()
    send(ola, answer, erased(6, 15), typed(" TULL", 6), paragraph("Mer tull", "t1"))
    seminar.note("Mer alvor")
    ola.put(f"{API}/answers/{answer['id']}", json={"summary": "Tull alt sammen"})
    room = seminar.rooms[0]["id"]
    would = post(seminar.organiser, f"/rooms/{room}/undo", seat=ola_id, dry_run=True)
    assert len(would["documents"]) == 2
    done = post(seminar.organiser, f"/rooms/{room}/undo", seat=ola_id, client_id="u1")
    assert [each["changes"] for each in done["documents"]] == [
        each["changes"] for each in would["documents"]
    ]
    after = seminar.answer()
    assert after["text"] == "Alvor fra Kari\nMer alvor"
    assert after["summary"]["text"] == ""
    assert after["notes"][0]["id"] == answer["notes"][0]["id"]
    assert history(seminar.organiser, answer["id"])["moments"][0]["who"]["role"] == "facilitator"

    post(seminar.organiser, f"/rooms/{room}/undo", seat=None)
    assert seminar.answer()["text"] == "Mer tull\nAlvor TULL\nMer alvor"
    assert seminar.answer()["summary"]["text"] == "Tull alt sammen"


def test_only_what_was_done_since_a_moment_is_undone(seminar: Afternoon) -> None:
    seminar.note("Før")
    later(seminar)
    since = seminar.server.clock()
    seminar.note("Etter")
    seat = history(seminar.seats[0], seminar.answer()["id"])["moments"][0]["who"]["seat"]
    room = seminar.rooms[0]["id"]
    post(seminar.seats[0], f"/rooms/{room}/undo", seat=seat, since=since.isoformat())
    assert seminar.answer()["text"] == "Før"


def test_a_seat_undoes_its_own_edits_and_nobody_elses(seminar: Afternoon) -> None:
    seminar.note("Karis")
    ola, ola_id = another(seminar, "Ola")
    send(ola, seminar.answer(), typed("Olas og ", 1))
    path = f"{API}/rooms/{seminar.rooms[0]['id']}/undo"
    assert seminar.seats[0].post(path, json={"seat": ola_id}).status_code == 404
    assert seminar.seats[0].post(path, json={"seat": None}).status_code == 404
    assert ola.post(path, json={"seat": ola_id}).status_code == 200
    assert seminar.answer()["text"] == "Karis"


def test_a_seat_of_another_room_cannot_be_undone_here(seminar: Afternoon) -> None:
    seminar.note("Hos naboen", room=1)
    seat = history(seminar.seats[1], seminar.answer(1)["id"])["moments"][0]["who"]["seat"]
    path = f"{API}/rooms/{seminar.rooms[0]['id']}/undo"
    assert seminar.organiser.post(path, json={"seat": seat}).status_code == 404


def test_a_whole_room_goes_back_to_a_moment_with_notes_summaries_and_states(
    seminar: Afternoon,
) -> None:
    seminar.note("En")
    answer = seminar.answer()["id"]
    put = seminar.seats[0].put
    put(f"{API}/answers/{answer}", json={"summary": "Vi er enige."})
    put(f"{API}/answers/{answer}", json={"state": "done"})
    then, moment = seminar.board(), seminar.server.clock()
    later(seminar)
    put(f"{API}/answers/{answer}", json={"summary": "Vi er uenige."})
    put(f"{API}/answers/{answer}", json={"state": None})
    seminar.note("To")
    seminar.note("Tre", prompt=seminar.prompt(1))
    room = seminar.rooms[0]["id"]
    done = post(seminar.organiser, f"/rooms/{room}/restore", at=moment.isoformat())
    now = seminar.board()
    assert len(done["documents"]) == 3
    assert done["states"] == [{"answer": answer, "state": "done"}]
    for before, after in zip(then["answers"], now["answers"], strict=True):
        for field in ("text", "notes", "state"):
            assert after[field] == before[field]
        assert after["summary"]["text"] == before["summary"]["text"]


def test_after_closing_the_room_is_locked_and_whoever_leads_can_still_restore(
    seminar: Afternoon,
) -> None:
    seminar.note("Godt")
    before = seminar.answer()
    seminar.note("Dårlig")
    seminar.stage("closed")
    path = f"{API}/answers/{before['id']}/restore"
    refused = seminar.seats[0].post(path, json={"version": before["version"]})
    assert (refused.status_code, refused.json()["type"]) == (409, "closed")
    assert "late" not in refused.json()
    leading = facilitator(seminar)
    assert leading.post(path, json={"version": before["version"]}).status_code == 200
    assert seminar.answer()["text"] == "Godt"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/answers/{answer}/restore", {"version": -1}),
        ("/answers/{answer}/restore", {"version": "x"}),
        ("/answers/{answer}/undelete", {}),
        ("/rooms/{room}/undo", {}),
        ("/rooms/{room}/undo", {"seat": None, "since": "i går"}),
        ("/rooms/{room}/restore", {"at": "2026-11-21T12:00:00"}),
    ],
)
def test_what_is_no_wish_is_refused_and_nothing_changes(
    seminar: Afternoon, path: str, body: dict[str, Any]
) -> None:
    seminar.note("Står")
    before = seminar.board()
    filled = path.format(answer=seminar.answer()["id"], room=seminar.rooms[0]["id"])
    refused = seminar.organiser.post(API + filled, json=body)
    assert (refused.status_code, refused.json()["type"]) == (422, "invalid")
    assert seminar.board() == before


def test_the_others_get_what_came_back_as_ordinary_steps(seminar: Afternoon) -> None:
    seminar.note("Borte")
    answer = seminar.answer()
    send(seminar.seats[0], answer, erased(0, 7))
    with talking(seminar) as talk:
        talk.join(seminar.rooms[0]["id"])
        post(seminar.organiser, f"/answers/{answer['id']}/restore", version=answer["version"])
        frame = talk.hear("steps")
    now = seminar.answer()
    assert (frame["document"], frame["version"]) == (answer["id"], now["version"])
    assert now["text"] == "Borte"


def test_who_wrote_in_a_room_is_told_and_who_left_too(seminar: Afternoon) -> None:
    seminar.note("Karis")
    ola, ola_id = another(seminar, "Ola")
    send(ola, seminar.answer(), typed("Olas ", 1))
    ola.delete(f"{API}/seats/{ola_id}").raise_for_status()
    room = seminar.rooms[0]["id"]
    told = seminar.organiser.get(f"{API}/rooms/{room}/writers").json()
    assert {each["who"]["name"] for each in told} == {None, "Ola"}
    post(seminar.organiser, f"/rooms/{room}/undo", seat=ola_id)
    assert seminar.answer()["text"] == "Karis"


@pytest.mark.one_process
def test_a_deleted_seminars_history_is_forgotten_at_once(seminar: Afternoon) -> None:
    seminar.note("Hemmelig")
    key = seminar.answer()["id"], "notes"
    history(seminar.seats[0], key[0])
    stories = seminar.server.store.info["stories"]
    assert key in stories

    def gone(session: Session) -> None:
        leaving = session.get_one(Seminar, seminar.id)
        begin(session, leaving)
        end(session, leaving.id, {})

    seminar.server.store.write_now(gone)
    assert key not in stories


@pytest.mark.one_process
def test_a_ledger_is_read_once_and_after_that_only_what_came(seminar: Afternoon) -> None:
    for _ in range(4):
        send(seminar.seats[0], seminar.answer(), *[typed("a")] * 100)
    answer = seminar.answer()
    history(seminar.seats[0], answer["id"])
    begins: list[int] = []

    def listen(*told: Any) -> None:
        if "FROM ledger" in told[2]:
            begins.append(third(told[3]))

    later(seminar)
    event.listen(seminar.server.store.engine, "after_cursor_execute", listen)
    seminar.note("Nytt")
    past = history(seminar.seats[0], answer["id"])
    assert past["moments"][0]["changes"][0]["after"] == "Nytt"
    then = seminar.seats[0].get(f"{API}/answers/{answer['id']}/at/250").json()
    assert then["text"] == "a" * 249
    assert begins
    assert all(begin >= 401 or begin == 200 for begin in begins)
