"""Moving notes and answers over the API, with the server's real texts, histories and sockets."""

from typing import Any

import httpx2 as httpx
import pytest
from sqlmodel import Session

from app.moves.undoing import Undoing
from app.people.access import by_bearer
from app.rooms.models import Room
from app.rooms.speakers import speaker
from tests.boards.steps import paragraph, typed
from tests.cast import co_facilitator
from tests.server import Afternoon, afternoon
from tests.talk import talking

API = "/api/v1"
Json = dict[str, Any]


def move(
    seminar: Afternoon,
    *notes: str,
    room: int = 1,
    index: int = 0,
    answer: Json | None = None,
    client: httpx.Client | None = None,
    **more: Any,
) -> httpx.Response:
    """Notes of the first room's first answer, or with none all of it, to the end of another."""
    body = {
        "answer": (answer or seminar.answer())["id"],
        "room": seminar.rooms[room]["id"],
        "prompt": seminar.prompt(index),
        **({"notes": list(notes)} if notes else {}),
        **more,
    }
    return (client or seminar.organiser).post(f"{API}/seminars/{seminar.id}/moves", json=body)


def undo(seminar: Afternoon, made: Json) -> httpx.Response:
    return seminar.organiser.post(f"{API}/seminars/{seminar.id}/moves/{made['id']}/undo")


def ok(answer: httpx.Response) -> Json:
    assert answer.is_success, answer.text
    return dict(answer.json())


def wrote(seminar: Afternoon, text: str, room: int = 0, **more: Any) -> str:
    return str(ok(seminar.note(text, room, **more))["note_id"])


def types_in(seminar: Afternoon, room: int, words: str, at: int) -> None:
    answer = seminar.answer(room)
    body = {"version": answer["version"], "client": f"w{room}{words}", "steps": [typed(words, at)]}
    ok(seminar.seats[room].post(f"{API}/answers/{answer['id']}/steps", json=body))


def history(seminar: Afternoon, room: int = 0) -> Json:
    return ok(seminar.organiser.get(f"{API}/answers/{seminar.answer(room)['id']}/history"))


def test_a_note_goes_to_the_end_of_what_stands_in_another_room_with_its_member(
    seminar: Afternoon,
) -> None:
    wrote(seminar, "Blir")
    gone = wrote(seminar, "Skal over\ni to linjer", member="Granli")
    wrote(seminar, "Sto der", 1)
    made = ok(move(seminar, gone))

    assert seminar.answer()["text"] == "Blir"
    assert seminar.answer(1)["text"] == "Sto der\nSkal over\ni to linjer"
    assert seminar.answer(1)["notes"][-1]["member"]["name"] == "Granli"
    assert made["notes"] == [{"summary": False, "was": gone, "is": gone}]
    assert (made["from"], made["to"]) == (seminar.answer()["id"], seminar.answer(1)["id"])


def test_a_whole_answer_goes_with_lists_marks_and_summary_and_comes_back(
    seminar: Afternoon,
) -> None:
    path = f"{API}/answers/{seminar.answer()['id']}"
    strong = {"type": "text", "text": "Fet", "marks": [{"type": "strong"}]}
    item = {"type": "list_item", "content": [{"type": "paragraph", "content": [strong]}]}
    doc = {"type": "doc", "content": [{"type": "bullet_list", "content": [item, item]}]}
    ok(seminar.seats[0].put(path, json={"version": 0, "doc": doc}))
    ok(seminar.seats[0].put(path, json={"summary": "Kort sagt."}))
    stood = seminar.answer()
    made = ok(move(seminar, room=2, index=1))

    there = seminar.answer(2, 1)
    assert (seminar.answer()["text"], seminar.answer()["summary"]["text"]) == ("", "")
    assert there["text"] == "• Fet\n• Fet"
    assert there["doc"]["content"][0] == stood["doc"]["content"][0]
    assert there["summary"]["text"] == "Kort sagt."
    ok(undo(seminar, made))
    assert seminar.answer()["text"] == stood["text"]
    assert seminar.answer()["summary"]["text"] == "Kort sagt."
    assert (seminar.answer(2, 1)["text"], seminar.answer(2, 1)["summary"]["text"]) == ("", "")


def test_taking_it_back_leaves_every_letter_that_others_wrote_since(seminar: Afternoon) -> None:
    wrote(seminar, "Blir")
    gone = wrote(seminar, "Skal over")
    made = ok(move(seminar, gone))
    types_in(seminar, 1, "midt i ", 6)
    wrote(seminar, "Skrevet der siden", 1)
    wrote(seminar, "Skrevet her siden")
    ok(undo(seminar, made))

    here, there = seminar.answer()["text"], seminar.answer(1)["text"]
    assert here.splitlines() == ["Blir", "Skal over", "Skrevet her siden"]
    assert there.splitlines() == ["midt i ", "Skrevet der siden"]


def test_it_is_done_and_taken_back_once_however_often_it_is_asked_for(seminar: Afternoon) -> None:
    gone = wrote(seminar, "Skal over")
    answer = seminar.answer()
    first = ok(move(seminar, gone, answer=answer, client_id="m1"))
    assert ok(move(seminar, gone, answer=answer, client_id="m1")) == first
    assert seminar.answer(1)["text"] == "Skal over"
    other = move(seminar, gone, answer=answer, client_id="m1", index=1)
    assert (other.status_code, other.json()["type"]) == (409, "name_taken")

    undone = ok(undo(seminar, first))
    assert ok(undo(seminar, first)) == undone
    assert (seminar.answer()["text"], seminar.answer(1)["text"]) == ("Skal over", "")
    (listed,) = seminar.organiser.get(f"{API}/seminars/{seminar.id}/moves").json()
    assert listed == undone
    assert listed["undone_at"]


def test_what_was_moved_on_is_taken_back_in_the_other_order(seminar: Afternoon) -> None:
    gone = wrote(seminar, "Skal over")
    first = ok(move(seminar, gone))
    second = ok(move(seminar, gone, answer=seminar.answer(1), room=2))
    refused = undo(seminar, first)

    assert (refused.status_code, refused.json()["type"]) == (409, "moved_again")
    assert [seminar.answer(room)["text"] for room in range(3)] == ["", "", "Skal over"]
    ok(undo(seminar, second))
    ok(undo(seminar, first))
    assert [seminar.answer(room)["text"] for room in range(3)] == ["Skal over", "", ""]


def test_what_was_moved_there_and_back_by_two_moves_can_take_the_second_back(
    seminar: Afternoon,
) -> None:
    gone = wrote(seminar, "Skal over")
    ok(move(seminar, gone))
    second = ok(move(seminar, gone, answer=seminar.answer(1), room=0))
    assert [seminar.answer(room)["text"] for room in (0, 1)] == ["Skal over", ""]
    ok(undo(seminar, second))
    assert [seminar.answer(room)["text"] for room in (0, 1)] == ["", "Skal over"]


def test_both_histories_tell_of_the_deed_and_of_its_undo(seminar: Afternoon) -> None:
    made = ok(move(seminar, wrote(seminar, "Skal over")))
    ok(undo(seminar, made))

    for room, kinds in ((0, ["removed", "added"]), (1, ["added", "removed"])):
        told = [each for each in history(seminar, room)["moments"][::-1] if each["deed"] != "write"]
        assert [each["deed"] for each in told] == ["move", "unmove"]
        assert [each["who"]["role"] for each in told] == ["facilitator"] * 2
        assert [each["changes"][0]["kind"] for each in told] == kinds
        page = seminar.organiser.get(
            f"/rooms/{seminar.rooms[room]['id']}/history/{seminar.answer(room)['id']}"
        )
        assert "flyttet" in page.text


def test_a_moved_note_is_none_that_the_room_could_bring_back_a_second_time(
    seminar: Afternoon,
) -> None:
    gone = wrote(seminar, "Skal over")
    ok(move(seminar, gone))
    assert history(seminar)["removed"] == []
    path = f"{API}/answers/{seminar.answer()['id']}/undelete"
    assert seminar.seats[0].post(path, json={"note": gone}).status_code == 404


def test_taking_out_what_those_who_lead_did_leaves_moves_as_they_are(seminar: Afternoon) -> None:
    ok(move(seminar, wrote(seminar, "Skal over")))
    for room in (0, 1):
        path = f"{API}/rooms/{seminar.rooms[room]['id']}/undo"
        ok(seminar.organiser.post(path, json={"seat": None}))
    assert [seminar.answer(room)["text"] for room in (0, 1)] == ["", "Skal over"]


def test_a_members_own_answer_stays_that_members_wherever_it_goes(seminar: Afternoon) -> None:
    seminar.stage("open", dialogue=1)
    each = seminar.prompt(0, 1)
    wrote(seminar, "Fra Granli", prompt=each, member="Granli")
    mine = next(one for one in seminar.board()["answers"] if one["text"] == "Fra Granli")
    assert mine["member"]["name"] == "Granli"
    ok(move(seminar, answer=mine, room=2))
    assert seminar.answer(2)["notes"][0]["member"]["name"] == "Granli"


def test_whoever_had_the_floor_is_named_in_their_own_room_only(seminar: Afternoon) -> None:
    room = seminar.rooms[0]["id"]

    def verb(session: Session) -> str:
        return str(speaker(session, session.get_one(Room, room), "Kari"))

    kari = seminar.server.store.write_now(verb)
    answer = seminar.answer()
    step = paragraph("Skal over", "n1", kari)
    body = {"version": answer["version"], "client": "w", "steps": [step]}
    ok(seminar.seats[0].post(f"{API}/answers/{answer['id']}/steps", json=body))

    ok(move(seminar, "n1", room=0, index=1))
    assert seminar.answer(0, 1)["notes"][0]["member"]["name"] == "Kari"
    made = ok(move(seminar, "n1", answer=seminar.answer(0, 1)))
    assert seminar.answer(1)["notes"][0]["member"] is None
    ok(undo(seminar, made))
    assert seminar.answer(0, 1)["notes"][0]["member"]["name"] == "Kari"


def test_what_cannot_be_moved_is_refused_with_a_word_and_stands(seminar: Afternoon) -> None:
    note = wrote(seminar, "Står")
    stood = seminar.answer()
    refused = {
        "note_gone": move(seminar, note, "borte"),
        "invalid": move(seminar, note, room=0),
        "closed": move(seminar, note, prompt=seminar.prompt(0, 1)),
        "not_found": move(seminar, note, prompt="ukjent"),
    }
    assert {kind: each.json()["type"] for kind, each in refused.items()} == {
        kind: kind for kind in refused
    }
    assert move(seminar, answer=seminar.answer(2)).json()["type"] == "note_gone"
    assert seminar.answer() == stood
    assert seminar.organiser.get(f"{API}/seminars/{seminar.id}/moves").json() == []


def test_only_who_leads_both_rooms_moves_between_them(seminar: Afternoon) -> None:
    note, (one, two, _) = wrote(seminar, "Skal over"), seminar.rooms
    answer = seminar.answer()
    here = co_facilitator(seminar, "Liv", [one["id"]])
    both = co_facilitator(seminar, "Ola", [one["id"], two["id"]])

    for client in (here, seminar.seats[0], seminar.seats[1]):
        refused = move(seminar, note, answer=answer, client=client)
        assert (refused.status_code, refused.json()["type"]) == (404, "not_found")
    made = ok(move(seminar, note, answer=answer, client=both))
    path = f"{API}/seminars/{seminar.id}/moves"
    assert here.get(path).json() == []
    assert here.post(f"{path}/{made['id']}/undo").status_code == 404
    assert len(both.get(path).json()) == 1
    ok(both.post(f"{path}/{made['id']}/undo"))


def test_nothing_of_another_seminar_can_be_moved_here(seminar: Afternoon) -> None:
    other = afternoon(seminar.server)
    note = wrote(other, "Der")
    body = {"room": seminar.rooms[0]["id"], "prompt": seminar.prompt(), "notes": [note]}
    path = f"{API}/seminars/{seminar.id}/moves"
    for client in (seminar.organiser, other.organiser):
        sent = client.post(path, json={"answer": other.answer()["id"], **body})
        assert sent.status_code == 404
    assert other.answer()["text"] == "Der"


def test_both_rooms_see_it_at_once_and_are_told_below_the_answer(seminar: Afternoon) -> None:
    note = wrote(seminar, "Skal over")
    with talking(seminar) as here, talking(seminar, 1) as there:
        here.join(seminar.rooms[0]["id"])
        there.join(seminar.rooms[1]["id"])
        ok(move(seminar, note))
        for talk, room, word in ((here, 0, "til rom 2"), (there, 1, "fra rom 1")):
            steps = talk.hear("steps")
            assert steps["document"] == seminar.answer(room)["id"]
            part = talk.hear("part")
            while not part["part"].startswith("asks-"):
                part = talk.hear("part")
            assert word in part["html"]
            assert "1 notat" in part["html"]


@pytest.mark.parametrize("stage", ["closed", "reading"])
def test_it_is_done_after_closing_too(seminar: Afternoon, stage: str) -> None:
    note = wrote(seminar, "Skal over")
    seminar.stage(stage)
    made = ok(move(seminar, note))
    assert seminar.answer(1)["text"] == "Skal over"
    ok(undo(seminar, made))
    assert seminar.answer()["text"] == "Skal over"


def test_who_types_in_a_note_that_goes_is_told_to_rebase_and_loses_no_letter(
    seminar: Afternoon,
) -> None:
    """What stood when the deed came in went; a step from before it is refused, and comes again."""
    note = wrote(seminar, "Skal over")
    answer = seminar.answer()
    ok(move(seminar, note))
    body = {"version": answer["version"], "client": "w", "steps": [typed("!", 10)]}
    late = seminar.seats[0].post(f"{API}/answers/{answer['id']}/steps", json=body)
    assert (late.status_code, late.json()["type"]) == (409, "stale")
    assert len(late.json()["steps"]) == 1


def test_the_report_says_where_a_note_came_from_and_the_archive_holds_the_move(
    seminar: Afternoon,
) -> None:
    made = ok(move(seminar, wrote(seminar, "Skal over"), index=1))
    path = f"{API}/seminars/{seminar.id}/export"
    report = seminar.organiser.get(path, params={"format": "md"}).text
    assert "flyttet 1 notat hit fra rom 1, spørsmål 1" in report
    rows = seminar.organiser.get(path, params={"format": "json"}).json()["rows"]
    assert [each["id"] for each in rows["move"]] == [made["id"]]

    ok(undo(seminar, made))
    assert "flyttet" not in seminar.organiser.get(path, params={"format": "md"}).text


def test_reading_says_where_a_note_came_from(seminar: Afternoon) -> None:
    ok(move(seminar, wrote(seminar, "Skal over")))
    seminar.stage("reading")
    page = seminar.seats[2].get(f"/read/{seminar.id}/rooms/2").text
    assert "flyttet 1 notat hit fra rom 1, spørsmål 1." in page
    assert "«Skal over»" in page


def test_taking_it_back_is_worked_out_before_the_writer_is_asked(seminar: Afternoon) -> None:
    """As long as nobody has written since, the writer compares no texts."""
    wrote(seminar, "Blir")
    made = ok(move(seminar, wrote(seminar, "Skal over")))
    store, organiser = seminar.server.store, seminar.organiser
    token = organiser.headers["authorization"].removeprefix("Bearer ")

    def planned(session: Session) -> Undoing:
        asker = by_bearer(session, token, seminar.server.links)
        return Undoing.plan(session, asker, seminar.id, made["id"])

    with store.reading() as session:
        plan = planned(session)
    stands = {each.version for part in (plan.back, plan.without) for each in part.ready.values()}
    assert {seminar.answer()["version"], seminar.answer(1)["version"]} <= stands
    assert all(each.steps for part in (plan.back, plan.without) for each in part.ready.values())
    wrote(seminar, "Skrevet siden", 1)

    def verb(session: Session) -> None:
        asker = by_bearer(session, token, seminar.server.links)
        plan.apply(session, asker, seminar.id)

    store.write_now(verb)
    assert (seminar.answer()["text"], seminar.answer(1)["text"]) == (
        "Blir\nSkal over",
        "Skrevet siden",
    )
