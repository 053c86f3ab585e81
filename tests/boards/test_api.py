"""Answers over HTTP: what a client can build on, and a clear word for every bad input."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2 as httpx
import pytest

from app.late.contributions import LARGEST_LATE, MOST_LATE
from tests.boards.steps import erased, paragraph, typed
from tests.server import Afternoon
from tests.talk import talking


def problem(answer: Any, status: int, kind: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert found["type"] == kind
    assert found["title"]
    return found


def test_all_answers_are_there_and_empty_before_anybody_writes(seminar: Afternoon) -> None:
    board = seminar.board(2)
    answers = board["answers"]
    per_member = [each for each in answers if each["member"]]

    assert {each["state"] for each in answers} == {"empty"}
    assert len(answers) == 3 + 2 + 2 * 2  # Dialog 2's two prompts: the room's and two members'
    assert {each["member"]["name"] for each in per_member} == {"Evjemo og Hornvik", "Tangen"}


def test_a_posted_note_is_one_note_verbatim(seminar: Afternoon) -> None:
    text = "- ikke en *liste*\nandre linje 👩‍🏫 å̈"
    made = seminar.note(text, member="granli").json()
    answer = seminar.answer()

    assert answer["id"] == made["answer_id"]
    assert answer["version"] == made["version"]
    assert [note["text"] for note in answer["notes"]] == [text]
    assert answer["notes"][0]["id"] == made["note_id"]
    assert answer["notes"][0]["member"]["name"] == "Granli"
    assert answer["state"] == "answered"


def test_the_same_client_id_gets_the_same_201_and_writes_once(seminar: Afternoon) -> None:
    first = seminar.note("En gang", client_id="abc")
    again = seminar.note("En gang", client_id="abc")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(seminar.answer()["notes"]) == 1


def test_a_members_note_on_a_per_member_prompt_goes_into_that_members_answer(
    seminar: Afternoon,
) -> None:
    seminar.stage("open", dialogue=1)
    made = seminar.note("Vi begynner i mai.", prompt=seminar.prompt(0, 1), member="Granli").json()
    (answer,) = [each for each in seminar.board()["answers"] if each["id"] == made["answer_id"]]

    assert answer["member"]["name"] == "Granli"
    assert answer["notes"][0]["member"] is None


def test_steps_are_ordered_and_an_outdated_version_gets_what_it_lacks(seminar: Afternoon) -> None:
    url = f"/api/v1/answers/{seminar.answer()['id']}/steps"
    seat = seminar.seats[0]
    first = seat.post(url, json={"version": 0, "client": "a", "steps": [paragraph("Hei", "n1")]})
    stale = seat.post(url, json={"version": 0, "client": "b", "steps": [typed("!")]})

    assert first.json() == {"version": 1}
    lacking = problem(stale, 409, "stale")
    assert lacking["clients"] == ["a"]
    assert len(lacking["steps"]) == 1
    again = seat.post(url, json={"version": 1, "client": "b", "steps": [typed("!", 4)]})
    assert again.json() == {"version": 2}
    assert seminar.answer()["text"] == "Hei!"


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        (1, "refused_steps"),
        (10**30, "refused_steps"),
        (-1, "invalid"),
        (-(10**30), "invalid"),
        (True, "invalid"),
        ("0", "invalid"),
        (None, "invalid"),
    ],
)
def test_a_version_that_no_text_ever_had_is_refused_and_nothing_is_taken(
    seminar: Afternoon, version: object, kind: str
) -> None:
    url = f"/api/v1/answers/{seminar.answer()['id']}/steps"
    sent = {"version": version, "client": "a", "steps": [paragraph("Hei", "n1")]}

    problem(seminar.seats[0].post(url, json=sent), 422, kind)
    assert seminar.answer()["version"] == 0


@pytest.mark.parametrize("version", [-1, 2**64, 10**100])
def test_a_version_that_no_database_can_hold_is_invalid_wherever_it_is_sent(
    seminar: Afternoon, version: int
) -> None:
    seat, answer = seminar.seats[0], f"/api/v1/answers/{seminar.answer()['id']}"
    late = {"client_id": "a", "version": version, "text": "Hei"}
    problem(seat.post(f"{answer}/late", json=late), 422, "invalid")
    problem(seat.put(answer, json={"version": version, "text": "Hei"}), 422, "invalid")
    assert seminar.answer()["version"] == 0


@pytest.mark.parametrize("field", ["member", "prompt", "text", "client_id", "\ud83c"])
def test_half_a_character_anywhere_is_answered_with_a_problem(
    seminar: Afternoon, field: str
) -> None:
    body = {"prompt": seminar.prompt(), "text": "Hei", field: "\ud83c"}
    answer = seminar.seats[0].post(
        f"/api/v1/rooms/{seminar.rooms[0]['id']}/notes",
        content=json.dumps(body),
        headers={"content-type": "application/json"},
    )

    assert answer.status_code in ((201,) if field == "\ud83c" else (404, 422)), answer.text


def test_the_same_steps_sent_twice_are_taken_once(seminar: Afternoon) -> None:
    url = f"/api/v1/answers/{seminar.answer()['id']}/steps"
    sent = {"version": 0, "client": "a", "steps": [paragraph("Hei", "n1"), typed("!", 4)]}
    seat = seminar.seats[0]

    assert [seat.post(url, json=sent).json() for _ in range(3)] == [{"version": 2}] * 3
    assert seminar.answer()["text"] == "Hei!"


def test_notes_without_an_id_or_with_the_same_one_are_repaired_by_the_server(
    seminar: Afternoon,
) -> None:
    url = f"/api/v1/answers/{seminar.answer()['id']}/steps"
    steps = [paragraph("To", "same"), paragraph("En", "same"), typed("Tre", 9)]
    taken = seminar.seats[0].post(url, json={"version": 0, "client": "a", "steps": steps})
    answer = seminar.answer()

    assert taken.json() == {"version": 3}
    assert answer["version"] > 3
    assert len({note["id"] for note in answer["notes"]}) == len(answer["notes"]) == 3


def test_many_writers_at_once_lose_and_double_nothing(seminar: Afternoon) -> None:
    wanted = {f"note {n}" for n in range(60)}
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(seminar.note, sorted(wanted)))

    assert {answer.status_code for answer in answers} == {201}
    notes = seminar.answer()["notes"]
    assert len(notes) == 60
    assert {note["text"] for note in notes} == wanted


def test_putting_text_keeps_the_ids_of_unchanged_lines(seminar: Afternoon) -> None:
    for text in ("En", "To", "Tre"):
        seminar.note(text, member="Granli")
    before = seminar.answer()
    url = f"/api/v1/answers/{before['id']}"
    put = seminar.seats[0].put(url, json={"version": before["version"], "text": "En\nTo!\nNy\nTre"})
    notes = put.json()["notes"]

    assert [note["text"] for note in notes] == ["En", "To!", "Ny", "Tre"]
    kept = [note["id"] for note in before["notes"]]
    assert [notes[0]["id"], notes[1]["id"], notes[3]["id"]] == kept
    assert notes[3]["member"]["name"] == "Granli"


def test_putting_text_from_an_old_version_keeps_both_texts(seminar: Afternoon) -> None:
    seminar.note("Deres")
    answer = seminar.answer()
    put = seminar.seats[0].put(
        f"/api/v1/answers/{answer['id']}", json={"version": 0, "text": "Min"}
    )
    both = problem(put, 409, "stale")

    assert both["yours"] == "Min"
    assert both["theirs"]["text"] == "Deres"
    assert seminar.answer()["text"] == "Deres"


def test_a_document_a_summary_and_a_state_can_be_put(seminar: Afternoon) -> None:
    answer = seminar.answer()
    url, seat = f"/api/v1/answers/{answer['id']}", seminar.seats[0]
    doc = {
        "type": "doc",
        "content": [
            {
                "type": "bullet_list",
                "content": [
                    {
                        "type": "list_item",
                        "content": [
                            {
                                "type": "paragraph",
                                "attrs": {"id": "n1", "member": None},
                                "content": [
                                    {"type": "text", "marks": [{"type": "strong"}], "text": "Fet"}
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    }

    assert seat.put(url, json={"version": 0, "doc": doc}).json()["text"] == "• Fet"
    assert seat.put(url, json={"summary": "Kort."}).json()["summary"]["text"] == "Kort."
    assert seat.put(url, json={"state": "done"}).json()["state"] == "done"
    assert seat.put(url, json={"state": None}).json()["state"] == "answered"


def test_what_comes_after_closing_is_refused_with_the_late_route_and_kept_there(
    seminar: Afternoon,
) -> None:
    answer, seat = seminar.answer(), seminar.seats[0]
    seminar.stage("closed")
    sent = {"version": 0, "client": "a", "steps": [typed("Sent")]}
    refused = problem(seat.post(f"/api/v1/answers/{answer['id']}/steps", json=sent), 409, "closed")
    kept = seat.post(refused["late"], json={"client_id": "l1", "version": 0, "text": "Sent"})
    again = seat.post(refused["late"], json={"client_id": "l1", "version": 0, "text": "Sent"})

    assert kept.status_code == 201
    assert kept.json() == again.json()
    (late,) = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/late").json()
    assert (late["text"], late["taken_in"]) == ("Sent", False)
    assert seminar.answer()["text"] == ""
    path = f"/api/v1/seminars/{seminar.id}/late/{late['id']}/take-in"
    for _ in range(2):
        assert seminar.organiser.post(path).json()["text"] == "Sent"


def test_nobody_fills_the_server_with_what_comes_late(seminar: Afternoon) -> None:
    answer, seat = seminar.answer()["id"], seminar.seats[0]

    def hand_in(at: int, **more: Any) -> httpx.Response:
        body = {"client_id": f"l{at}", "version": 0, **more}
        return seat.post(f"/api/v1/answers/{answer}/late", json=body)

    words = "x" * (LARGEST_LATE + 1)
    note = {"type": "paragraph", "content": [{"type": "text", "text": words}]}
    for large in ({"text": words}, {"doc": {"type": "doc", "content": [note]}}):
        assert problem(hand_in(0, **large), 422, "refused_steps")["reason"] == "too_long"
    for at in range(MOST_LATE):
        assert hand_in(at, text="Sent").status_code == 201
    assert hand_in(0, text="Sent").status_code == 201
    assert problem(hand_in(-1, text="Sent"), 422, "refused_steps")["reason"] == "too_many"


def test_closing_ends_by_the_servers_clock_without_any_timer(seminar: Afternoon) -> None:
    seminar.stage("closing", until="2026-01-01T00:00:00Z")
    problem(seminar.note("For sent"), 409, "closed")
    seminar.stage("closing")
    assert seminar.note("I tide").status_code == 201
    seminar.server.clock.forward(minutes=16)
    problem(seminar.note("For sent"), 409, "closed")


def test_opening_dialog_2_does_not_close_dialog_1(seminar: Afternoon) -> None:
    seminar.stage("open", dialogue=1)

    assert seminar.note("Dialog 1").status_code == 201
    assert seminar.note("Dialog 2", prompt=seminar.prompt(0, 1)).status_code == 201


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"version": 9, "client": "a", "steps": [typed("x")]}, "does_not_fit"),
        ({"version": 0, "client": "a", "steps": [typed("x", 99)]}, "does_not_fit"),
        ({"version": 0, "client": "a", "steps": [erased(0, 1)]}, "does_not_fit"),
        ({"version": 0, "client": "a", "steps": [typed("\ud83d")]}, "bad_text"),
        ({"version": 0, "client": "a", "steps": [typed("a\0b")]}, "bad_text"),
        ({"version": 0, "client": "a", "steps": [typed("x")] * 201}, "too_many"),
        ({"version": 0, "client": "a", "steps": [typed("x" * 60_000)]}, "too_long"),
        ({"version": 0, "client": "a", "steps": [{"stepType": "eval"}]}, "malformed"),
        ({"version": 0, "client": "a", "steps": [paragraph("x", "n", "nobody")]}, "unknown_member"),
    ],
)
def test_steps_that_can_never_be_taken_get_a_reason_and_change_nothing(
    seminar: Afternoon, body: Any, reason: str
) -> None:
    answer = seminar.answer()
    sent = seminar.seats[0].post(
        f"/api/v1/answers/{answer['id']}/steps",
        content=json.dumps(body),
        headers={"content-type": "application/json"},
    )

    assert problem(sent, 422, "refused_steps")["reason"] == reason
    assert seminar.answer() == answer


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"nei", b'{"version": NaN}', b"[1]", b"null", b"\xff{", b'{"client": "\xe6"}'],
)
def test_what_is_no_json_around_steps_is_invalid_as_in_any_call(
    seminar: Afternoon, body: bytes
) -> None:
    path = f"/api/v1/answers/{seminar.answer()['id']}/steps"
    headers = {"content-type": "application/json"}
    problem(seminar.seats[0].post(path, content=body, headers=headers), 422, "invalid")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"version": "0"}, "version"),
        ({"version": 0.5}, "version"),
        ({"version": True}, "version"),
        ({"version": -1}, "version"),
        ({"client": ""}, "client"),
        ({"client": 5}, "client"),
        ({"client": "x" * 65}, "client"),
        ({"steps": {}}, "steps"),
        ({"schema": "1"}, "schema"),
        ({"epoch": 5}, "epoch"),
    ],
)
def test_what_is_wrong_around_steps_is_named_as_in_any_other_call(
    seminar: Afternoon, wrong: Any, field: str
) -> None:
    answer = seminar.answer()
    message = {"version": 0, "client": "a", "steps": []} | wrong

    sent = seminar.seats[0].post(f"/api/v1/answers/{answer['id']}/steps", json=message)
    (found,) = problem(sent, 422, "invalid")["errors"]
    assert found["field"] == field

    with talking(seminar) as talk:
        talk.join(seminar.rooms[0]["id"])
        talk.say("steps", id=1, document=answer["id"], **message)
        told = talk.hear("refused")
    assert (told["id"], told["problem"]) == (1, {"type": "invalid", "errors": [found]})


@pytest.mark.parametrize("lacking", ["version", "client", "steps"])
def test_what_lacks_around_steps_is_named(seminar: Afternoon, lacking: str) -> None:
    message = {"version": 0, "client": "a", "steps": []}
    del message[lacking]
    url = f"/api/v1/answers/{seminar.answer()['id']}/steps"
    (found,) = problem(seminar.seats[0].post(url, json=message), 422, "invalid")["errors"]
    assert found["field"] == lacking


def test_whole_numbers_of_steps_may_be_written_with_a_point(seminar: Afternoon) -> None:
    step = paragraph("Hei", "n1") | {"from": 0.0, "to": 0.0}
    url = f"/api/v1/answers/{seminar.answer()['id']}/steps"
    for version in (0.0, 0):
        sent = {"version": version, "client": "a", "steps": [step]}
        assert seminar.seats[0].post(url, json=sent).json() == {"version": 1}
    assert seminar.answer()["text"] == "Hei"


def test_a_mark_or_a_link_that_the_schema_does_not_know_is_refused(seminar: Afternoon) -> None:
    seminar.note("Tekst")
    answer = seminar.answer()
    url = f"/api/v1/answers/{answer['id']}/steps"
    marks = [
        ({"type": "blink"}, "unknown_mark"),
        ({"type": "link", "attrs": {"href": "javascript:alert(1)"}}, "bad_link"),
        ({"type": "link", "attrs": {"href": "java\tscript:alert(1)"}}, "bad_link"),
    ]
    for mark, reason in marks:
        step = {"stepType": "addMark", "mark": mark, "from": 1, "to": 3}
        body = {"version": answer["version"], "client": "a", "steps": [step]}
        refused = problem(seminar.seats[0].post(url, json=body), 422, "refused_steps")
        assert refused["reason"] == reason


def test_half_an_emoji_cannot_be_cut_off(seminar: Afternoon) -> None:
    seminar.note("a😀b")
    answer = seminar.answer()
    body = {"version": answer["version"], "client": "a", "steps": [erased(2, 3)]}
    refused = seminar.seats[0].post(f"/api/v1/answers/{answer['id']}/steps", json=body)

    assert problem(refused, 422, "refused_steps")["reason"] == "does_not_fit"
    assert seminar.answer()["text"] == "a😀b"


def test_deep_and_huge_json_is_refused_without_a_crash(seminar: Afternoon) -> None:
    url = f"/api/v1/answers/{seminar.answer()['id']}/steps"
    deep = '{"version":0,"client":"a","steps":' + "[" * 10_000 + "]" * 10_000 + "}"
    huge = json.dumps({"version": 0, "client": "a", "steps": [typed("x" * 1_000_000)]})
    seat, json_type = seminar.seats[0], {"content-type": "application/json"}

    assert seat.post(url, content=deep, headers=json_type).status_code == 422
    assert seat.post(url, content=huge, headers=json_type).status_code in (413, 422)
    assert seminar.server.client().get("/healthz").status_code == 200


def test_a_body_that_is_no_json_or_lacks_fields_gets_a_problem_document(seminar: Afternoon) -> None:
    url = f"/api/v1/rooms/{seminar.rooms[0]['id']}/notes"
    json_type = {"content-type": "application/json"}
    cut_off = seminar.seats[0].post(url, content="{", headers=json_type)
    found = problem(cut_off, 422, "invalid")
    assert "errors" in found
    problem(seminar.seats[0].post(url, json={"prompt": "x"}), 422, "invalid")
    problem(seminar.note("Hei", member="Ukjent"), 422, "unknown_member")
    problem(seminar.note("Hei", prompt="unknown"), 404, "not_found")


def test_changes_hold_what_is_new_since_a_version(seminar: Afternoon) -> None:
    path = f"/api/v1/rooms/{seminar.rooms[0]['id']}/changes"
    seat = seminar.seats[0]
    before = seminar.board()["version"]
    seminar.note("Ny")
    found = seat.get(path, params={"since": before}).json()

    assert found["version"] > before
    (moved,) = found["documents"]
    assert moved["version"] == len(moved["steps"]) == 1
    assert seat.get(path, params={"since": found["version"]}).json()["documents"] == []
    assert seat.get(path, params={"since": found["version"] + 1}).json()["resync"] is True
    assert seat.get(path, params={"since": 0, "epoch": "other"}).json()["resync"] is True


def test_without_a_socket_changes_say_what_may_be_done_and_in_which_stage(
    seminar: Afternoon,
) -> None:
    path = f"/api/v1/rooms/{seminar.rooms[0]['id']}/changes?since=0"
    assert seminar.seats[0].get(path).json()["may"] == ["write"]
    assert seminar.organiser.get(path).json()["may"] == []

    seminar.stage("closed")

    stages = {each["dialogue"]: each for each in seminar.seats[0].get(path).json()["stages"]}
    assert stages[seminar.dialogue()]["stage"] == "closed"
    assert stages[seminar.dialogue(1)]["stage"] == "draft"


def test_steps_of_before_a_restore_are_refused_even_if_the_version_fits(
    seminar: Afternoon,
) -> None:
    url, seat = f"/api/v1/answers/{seminar.answer()['id']}/steps", seminar.seats[0]
    sent = {"version": 0, "client": "a", "steps": [paragraph("Hei", "n1")]}

    refused = problem(seat.post(url, json=sent | {"epoch": "former"}), 409, "restored")

    assert refused["epoch"] == seminar.board()["epoch"]
    assert seminar.answer()["text"] == ""
    assert seat.post(url, json=sent | {"epoch": refused["epoch"]}).json() == {"version": 1}
