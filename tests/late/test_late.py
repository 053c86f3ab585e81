"""Late contributions over the API: handed in, looked at, taken in whole or in part, put away."""

from typing import Any

import httpx2 as httpx
import pytest

from app.documents.schema import MAX_CHARACTERS, MAX_CHILDREN
from app.late.contributions import LARGEST_LATE
from app.storage.ids import new_id
from tests.boards.steps import paragraph
from tests.server import Afternoon

Json = dict[str, Any]
EMPTY: Json = {"type": "doc", "content": [{"type": "paragraph"}]}


def text(words: str, *marks: str) -> Json:
    return {"type": "text", "text": words} | (
        {"marks": [{"type": mark} for mark in marks]} if marks else {}
    )


def note(*content: Json, **attrs: str) -> Json:
    return {"type": "paragraph", "attrs": {"id": None, "member": None, **attrs}, "content": content}


def bullets(*items: list[Json]) -> Json:
    return {"type": "bullet_list", "content": [{"type": "list_item", "content": i} for i in items]}


def hand_in(seminar: Afternoon, client_id: str = "l", **body: Any) -> httpx.Response:
    path = f"/api/v1/answers/{seminar.answer()['id']}/late"
    return seminar.seats[0].post(path, json={"client_id": client_id, "version": 0, **body})


def waiting(seminar: Afternoon) -> Json:
    (late,) = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/late").json()
    return dict(late)


def settle(seminar: Afternoon, act: str, late: Json, **body: Any) -> httpx.Response:
    path = f"/api/v1/seminars/{seminar.id}/late/{late['id']}/{act}"
    return seminar.organiser.post(path, json=body or None)


@pytest.mark.parametrize("words", [" ", "\n\t  \n", "\u00a0\u2003", "\u200b\ufeff", "\u3164\u2800"])
def test_what_holds_nothing_to_read_is_refused_with_a_word(seminar: Afternoon, words: str) -> None:
    seminar.stage("closed")
    blank = {"type": "doc", "content": [note(text(words.replace("\n", " ")))]}
    for body in ({"text": words}, {"doc": blank}):
        refused = hand_in(seminar, **body)
        assert (refused.status_code, refused.json()["type"]) == (422, "refused_steps")
        assert "ingenting å lese" in refused.json()["title"]
    assert seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/late").json() == []


@pytest.mark.parametrize("size", [MAX_CHARACTERS + 10_000, LARGEST_LATE])
def test_whatever_was_handed_in_can_be_taken_in_also_over_a_long_answer(
    seminar: Afternoon, size: int
) -> None:
    assert seminar.note("a" * (MAX_CHARACTERS - 100)).status_code == 201
    seminar.stage("closed")
    assert hand_in(seminar, text="b" * size).status_code == 201

    assert settle(seminar, "take-in", waiting(seminar)).status_code == 200
    assert seminar.answer()["text"].count("b") == size
    seminar.stage("open")
    version, end = seminar.answer()["version"], seminar.answer()["text"]
    shorter = {"version": version, "text": end.replace("b" * 10, "", 1)[:MAX_CHARACTERS]}
    path = f"/api/v1/answers/{seminar.answer()['id']}"
    assert seminar.seats[0].put(path, json=shorter).is_success


def test_a_text_in_more_notes_than_an_answer_may_have_is_taken_in_and_can_be_written_on(
    seminar: Afternoon,
) -> None:
    lines = "\n".join(f"Linje {n}" for n in range(MAX_CHILDREN - 1))
    answer = seminar.answer()
    put = {"version": answer["version"], "text": lines}
    assert seminar.seats[0].put(f"/api/v1/answers/{answer['id']}", json=put).is_success
    seminar.stage("closed")
    more = [note(text(f"Sen {n}")) for n in range(MAX_CHILDREN - 1)]
    assert hand_in(seminar, doc={"type": "doc", "content": more}).status_code == 201
    assert settle(seminar, "take-in", waiting(seminar)).is_success
    seminar.stage("open")

    assert len(seminar.answer()["notes"]) == 2 * (MAX_CHILDREN - 1)
    answer = seminar.answer()
    steps = [{"stepType": "replace", "from": 1, "to": 2}]
    body = {"version": answer["version"], "client": "on", "steps": steps}
    path = f"/api/v1/answers/{answer['id']}/steps"
    assert seminar.seats[0].post(path, json=body).is_success


def test_a_text_of_more_lines_than_a_note_can_have_is_taken_in(seminar: Afternoon) -> None:
    seminar.note("Linje 7")
    seminar.stage("closed")
    lines = [f"Linje {n}" for n in range(6 * MAX_CHILDREN)]
    assert hand_in(seminar, text="\n".join(lines)).status_code == 201

    assert settle(seminar, "take-in", waiting(seminar)).status_code == 200
    assert seminar.answer()["text"].splitlines() == ["Linje 7", *lines]


def test_what_stands_now_is_not_doubled_whatever_version_it_was_made_on(
    seminar: Afternoon,
) -> None:
    items = bullets([note(text("En"))], [note(text("To"))])
    whole = {"type": "doc", "content": [note(text("Før")), items]}
    answer = seminar.answer()
    path = f"/api/v1/answers/{answer['id']}"
    assert seminar.seats[0].put(path, json={"version": 0, "doc": whole}).is_success
    stands = seminar.answer()["text"]
    assert stands == "Før\n• En\n• To"
    seminar.stage("closed")

    for body in ({"text": stands}, {"doc": whole}, {"text": f"{stands}\nNy"}):
        assert hand_in(seminar, new_id(), **body).status_code == 201
        late = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/late").json()[0]
        new = [each["text"] for each in late["notes"]]
        assert new == (["Ny"] if "Ny" in str(body) else [])
        settle(seminar, "take-in", late)
    assert seminar.answer()["text"] == f"{stands}\nNy"


def test_a_choice_is_of_the_notes_that_were_looked_at(seminar: Afternoon) -> None:
    seminar.stage("closed")
    hand_in(seminar, text="En\nTo")
    seen = waiting(seminar)
    assert [each["text"] for each in seen["notes"]] == ["En\nTo"]
    seminar.stage("open")
    seminar.note("To")

    chosen = settle(seminar, "take-in", seen, notes=[seen["notes"][0]["id"]])
    assert (chosen.status_code, seminar.answer()["text"]) == (422, "To")


def test_a_document_keeps_its_lists_and_marks_when_it_is_taken_in(seminar: Afternoon) -> None:
    seminar.note("Fra før")
    seminar.stage("closed")
    inner = bullets([note(text("innerst"))])
    doc = {
        "type": "doc",
        "content": [note(text("Fet", "strong")), bullets([note(text("ett")), inner])],
    }
    hand_in(seminar, doc=doc)
    taken = settle(seminar, "take-in", waiting(seminar)).json()

    assert taken["text"] == "Fra før\nFet\n• ett\n  • innerst"
    assert '"strong"' in str(taken["doc"]).replace("'", '"')


def test_a_whole_document_does_not_double_what_stands(seminar: Afternoon) -> None:
    seminar.note("En")
    seminar.note("To")
    before = seminar.answer()
    seminar.stage("closed")
    doc = before["doc"] | {"content": [*before["doc"]["content"], note(text("Tre"))]}
    hand_in(seminar, version=before["version"], doc=doc)
    late = waiting(seminar)

    assert [each["text"] for each in late["notes"]] == ["Tre"]
    assert settle(seminar, "take-in", late).json()["text"] == "En\nTo\nTre"


def test_a_whole_text_does_not_double_what_stands_and_a_note_alone_is_one_note(
    seminar: Afternoon,
) -> None:
    seminar.note("En")
    seminar.note("To")
    seminar.stage("closed")
    hand_in(seminar, version=seminar.answer()["version"], text="En\nTo\nTre\nFire")
    assert settle(seminar, "take-in", waiting(seminar)).json()["text"] == "En\nTo\nTre\nFire"
    hand_in(seminar, "m", version=seminar.answer()["version"], text="Fem\nog mer av fem")
    late = next(
        each
        for each in seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/late").json()
        if not each["taken_in"]
    )
    notes = settle(seminar, "take-in", late).json()["notes"]
    assert [each["text"] for each in notes][-1] == "Fem\nog mer av fem"


def test_a_part_is_taken_in_and_everything_can_be_put_back(seminar: Afternoon) -> None:
    seminar.note("Fra før")
    seminar.stage("closed")
    doc = {"type": "doc", "content": [note(text("En")), note(text("To")), note(text("Tre"))]}
    hand_in(seminar, doc=doc)
    late = waiting(seminar)
    chosen = [each["id"] for each in late["notes"] if each["text"] != "To"]

    assert settle(seminar, "take-in", late, notes=["nobody"]).status_code == 422
    assert settle(seminar, "take-in", late, notes=chosen).json()["text"] == "Fra før\nEn\nTre"
    assert settle(seminar, "put-back", late).status_code == 204
    assert seminar.answer()["text"] == "Fra før"
    assert [each["id"] for each in waiting(seminar)["notes"]] == [n["id"] for n in late["notes"]]
    assert settle(seminar, "take-in", late).json()["text"] == "Fra før\nEn\nTo\nTre"


def test_what_others_wrote_after_it_was_taken_in_stays_when_it_is_put_back(
    seminar: Afternoon,
) -> None:
    seminar.stage("closed")
    hand_in(seminar, text="Kom for sent")
    settle(seminar, "take-in", waiting(seminar))
    seminar.stage("open")
    seminar.note("Skrevet etterpå")
    settle(seminar, "put-back", waiting(seminar))

    assert seminar.answer()["text"] == "Skrevet etterpå"


def test_it_is_put_away_with_a_reason_and_stays_readable(seminar: Afternoon) -> None:
    seminar.stage("closed")
    hand_in(seminar, text="Hei på deg")
    late = waiting(seminar)

    for reason in ("", "   "):
        assert settle(seminar, "put-away", late, reason=reason).status_code == 422
    assert settle(seminar, "put-away", late, reason="Sendt ved en feil").status_code == 204
    away = waiting(seminar)
    assert (away["put_away"], away["reason"]) == (True, "Sendt ved en feil")
    assert away["text"] == "Hei på deg"
    assert settle(seminar, "put-back", late).status_code == 204
    assert waiting(seminar)["put_away"] is False


def test_what_one_takes_in_while_another_puts_it_away_is_taken_in_and_nothing_else(
    seminar: Afternoon,
) -> None:
    seminar.stage("closed")
    hand_in(seminar, text="Kom for sent")
    late = waiting(seminar)
    settle(seminar, "take-in", late)

    assert settle(seminar, "put-away", late, reason="Trengs ikke").status_code == 204
    told = waiting(seminar)
    assert (told["taken_in"], told["put_away"], told["reason"]) == (True, False, None)
    assert seminar.answer()["text"] == "Kom for sent"


def test_in_a_draft_that_was_never_open_there_is_nothing_to_hand_in(seminar: Afternoon) -> None:
    answers = seminar.board()["answers"]
    second = next(each for each in answers if each["prompt"] == seminar.prompt(dialogue=1))
    body = {"client_id": "d", "version": 0, "text": "For tidlig"}
    path = f"/api/v1/answers/{second['id']}"
    early = seminar.seats[0].post(f"{path}/late", json=body)
    steps = {"version": 0, "client": "a", "steps": [paragraph("For tidlig", "n1")]}
    refused = seminar.seats[0].post(f"{path}/steps", json=steps).json()

    assert (early.status_code, early.json()["type"]) == (409, "closed")
    assert refused["type"] == "closed"
    assert "late" not in refused


def test_a_draft_that_was_open_still_takes_what_a_device_brings_home(seminar: Afternoon) -> None:
    seminar.stage("draft")
    assert hand_in(seminar, text="Skrevet uten nett").status_code == 201


def test_an_archive_takes_it_by_the_way_that_it_names(seminar: Afternoon) -> None:
    answer = seminar.answer()["id"]
    archive = f"/api/v1/seminars/{seminar.id}/archive"
    seminar.organiser.put(archive, json={"archived": True}).raise_for_status()
    steps = {"version": 0, "client": "a", "steps": [paragraph("Sent", "n1")]}
    refused = seminar.seats[0].post(f"/api/v1/answers/{answer}/steps", json=steps).json()
    body = {"client_id": "a", "version": 0, "text": "Sent"}

    assert seminar.seats[0].post(refused["late"], json=body).status_code == 201
    assert waiting(seminar)["stage"] == "archived"


@pytest.mark.parametrize("stage", ["closed", "draft"])
def test_whoever_writes_too_late_is_told_where_to_hand_it_in_by_every_call(
    seminar: Afternoon, stage: str
) -> None:
    seat, answer = seminar.seats[0], f"/api/v1/answers/{seminar.answer()['id']}"
    notes = f"/api/v1/rooms/{seminar.rooms[0]['id']}/notes"
    steps = {"version": 0, "client": "a", "steps": [paragraph("x", "n1")]}
    seminar.stage(stage)
    for refused, way in (
        (seat.post(notes, json={"prompt": seminar.prompt(), "text": "x"}), f"{answer}/late"),
        (seat.put(answer, json={"version": 0, "text": "x"}), f"{answer}/late"),
        (seat.put(answer, json={"version": 0, "doc": EMPTY}), f"{answer}/late"),
        (seat.put(answer, json={"summary": "x"}), f"{answer}/summary/late"),
        (seat.post(f"{answer}/steps", json=steps), f"{answer}/late"),
        (seat.post(f"{answer}/summary/steps", json=steps), f"{answer}/summary/late"),
    ):
        assert (refused.status_code, refused.json()["late"]) == (409, way)
        assert "leveres" in refused.json()["title"]
        handed_in = seat.post(way, json={"client_id": new_id(), "text": "x"})
        assert handed_in.status_code == 201
    said = seat.put(answer, json={"state": "done"}).json()
    assert (said["type"], "late" in said) == ("closed", False)
    assert "leveres" not in said["title"]  # what the room says of its answer cannot come late
