"""A pasted text divided over the prompts through the API: proposed, done and undone at once."""

from typing import Any

import httpx2 as httpx

from app.storage.ids import new_id
from tests.server import Afternoon

Json = dict[str, Any]
API = "/api/v1"


def note(words: str, *marks: str, id: str | None = None, member: str | None = None) -> Json:
    text: Json = {"type": "text", "text": words}
    if marks:
        text["marks"] = [{"type": mark} for mark in marks]
    attrs = {"id": id or new_id(), "member": member}
    return {"type": "paragraph", "attrs": attrs, "content": [text]}


def bullets(*notes: Json) -> Json:
    items = [{"type": "list_item", "content": [each]} for each in notes]
    return {"type": "bullet_list", "content": items}


def document(*content: Json) -> Json:
    return {"type": "doc", "content": list(content)}


def answers(seminar: Afternoon) -> dict[str, Json]:
    """The answers that the room shares, by prompt."""
    return {each["prompt"]: each for each in seminar.board()["answers"] if not each["member"]}


def paste(seminar: Afternoon, doc: Json, answer: Json | None = None) -> None:
    answer = answer or seminar.answer()
    before = [each for each in answer["doc"]["content"] if each.get("content")]
    whole = {"version": answer["version"], "doc": document(*before, *doc["content"])}
    put = seminar.seats[0].put(f"{API}/answers/{answer['id']}", json=whole)
    assert put.status_code == 200, put.text


def proposed(seminar: Afternoon, doc: Json, answer: str | None = None) -> Json:
    path = f"{API}/answers/{answer or seminar.answer()['id']}/division"
    asked = seminar.seats[0].post(path, json={"doc": doc})
    assert asked.status_code == 200, asked.text
    return dict(asked.json())


def yes(proposal: Json) -> Json:
    """What is sent by whoever agrees."""
    movable = [each for each in proposal["pieces"] if each["prompt"]]
    names = ("first", "last", "prompt", "numbered")
    return {
        "pieces": [{name: each[name] for name in names} for each in movable],
        "headings": [line for each in movable for line in each["headings"]],
    }


def divide(seminar: Afternoon, doc: Json, answer: str | None = None, **more: Any) -> httpx.Response:
    answer = answer or str(seminar.answer()["id"])
    body = {"client_id": new_id(), "doc": doc, **yes(proposed(seminar, doc, answer)), **more}
    return seminar.seats[0].post(f"{API}/answers/{answer}/divide", json=body)


def undo(seminar: Afternoon, division: str) -> httpx.Response:
    return seminar.seats[0].post(f"{API}/divisions/{division}/undo")


def three(seminar: Afternoon) -> Json:
    """Three answers, each told in another way, and one line that is nobody's."""
    asked = seminar.seminar["dialogues"][0]["prompts"]
    return document(
        note("Skrevet på bussen"),
        note(f"1. {asked[0]['text']}", "strong"),
        note("Mer tid"),
        note(asked[1]["label"].upper()),
        bullets(note("Ro", "strong"), note("Færre møter")),
        note("Spm 3: Rektor begynner"),
    )


def test_a_text_is_proposed_over_the_prompts_and_nothing_is_written(seminar: Afternoon) -> None:
    before = seminar.board()
    proposal = proposed(seminar, three(seminar))
    prompts = [seminar.prompt(at) for at in range(3)]
    assert proposal["divides"]
    assert [each["prompt"] for each in proposal["pieces"]] == [None, *prompts]
    assert [each["text"] for each in proposal["pieces"]] == [
        "Skrevet på bussen",
        "Mer tid",
        "• Ro\n• Færre møter",
        "Spm 3: Rektor begynner",
    ]
    assert [each["headings"] for each in proposal["pieces"]] == [[], [2], [4], []]
    assert seminar.board() == before


def test_each_piece_comes_under_its_prompt_in_the_form_that_it_had(seminar: Afternoon) -> None:
    doc = three(seminar)
    seminar.note("Står der alt", prompt=seminar.prompt(1))
    paste(seminar, doc)
    done = divide(seminar, doc)
    assert done.status_code == 201, done.text
    texts = [each["text"] for each in answers(seminar).values()][:3]
    assert texts == [
        "Skrevet på bussen\nMer tid",
        "Står der alt\n• Ro\n• Færre møter",
        "Rektor begynner",
    ]
    there = answers(seminar)[seminar.prompt(1)]["doc"]
    item = there["content"][1]["content"][0]["content"][0]
    assert item["content"][0]["marks"] == [{"type": "strong"}]
    past = seminar.seats[0].get(f"{API}/answers/{seminar.answer()['id']}/history").json()
    assert past["moments"][0]["deed"] == "divide"


def test_one_undo_takes_all_of_it_back_whatever_others_wrote_meanwhile(seminar: Afternoon) -> None:
    doc = three(seminar)
    paste(seminar, doc)
    stood = seminar.answer()["text"]
    division = divide(seminar, doc).json()["id"]
    seminar.note("Kari skrev her")
    seminar.note("Per skrev der", prompt=seminar.prompt(1))
    other = answers(seminar)[seminar.prompt(2)]
    put = {"version": other["version"], "text": "Rektor begynner i morgen"}
    assert seminar.seats[0].put(f"{API}/answers/{other['id']}", json=put).is_success

    undone = undo(seminar, division)
    assert undone.status_code == 200, undone.text
    first, second, third = list(answers(seminar).values())[:3]
    assert sorted(first["text"].splitlines()) == sorted([*stood.splitlines(), "Kari skrev her"])
    assert second["text"] == "Per skrev der"
    assert third["text"].strip() == "i morgen"
    board = seminar.board()
    again = undo(seminar, division)
    assert (again.status_code, again.json()["documents"]) == (200, [])
    assert seminar.board() == board


def test_the_same_call_divides_once(seminar: Afternoon) -> None:
    doc = three(seminar)
    paste(seminar, doc)
    answer = seminar.answer()["id"]
    body = {"client_id": "once", "doc": doc, **yes(proposed(seminar, doc))}
    path = f"{API}/answers/{answer}/divide"
    one = seminar.seats[0].post(path, json=body)
    board = seminar.board()
    assert seminar.seats[0].post(path, json=body).json() == one.json()
    assert seminar.board() == board
    other = seminar.seats[0].post(path, json={**body, "headings": []})
    assert (other.status_code, other.json()["type"]) == (409, "name_taken")


def test_a_text_in_which_somebody_has_written_is_left_alone(seminar: Afternoon) -> None:
    doc = three(seminar)
    paste(seminar, doc)
    answer = seminar.answer()
    put = {"version": answer["version"], "text": answer["text"].replace("Mer tid", "Mer ro")}
    assert seminar.seats[0].put(f"{API}/answers/{answer['id']}", json=put).is_success
    board = seminar.board()
    refused = divide(seminar, doc)
    assert (refused.status_code, refused.json()["type"]) == (409, "not_as_pasted")
    assert seminar.board() == board


def test_what_answers_a_closed_dialogue_is_not_offered_and_not_taken(seminar: Afternoon) -> None:
    asked = seminar.seminar["dialogues"]
    doc = document(
        note(asked[0]["prompts"][0]["text"]),
        note("En"),
        note(asked[0]["prompts"][1]["text"]),
        note("To"),
        note(asked[1]["prompts"][0]["text"]),
        note("Tre"),
    )
    seminar.stage("open", dialogue=1)
    assert len(yes(proposed(seminar, doc))["pieces"]) == 3
    seminar.stage("closed", dialogue=1)
    assert len(yes(proposed(seminar, doc))["pieces"]) == 2
    paste(seminar, doc)
    board = seminar.board()
    pieces = [{"first": 6, "last": 6, "prompt": seminar.prompt(0, dialogue=1)}]
    refused = divide(seminar, doc, pieces=pieces, headings=[])
    assert (refused.status_code, refused.json()["type"]) == (409, "closed")
    assert seminar.board() == board
    assert divide(seminar, doc).status_code == 201
    assert seminar.answer()["text"].splitlines()[-1] == "Tre"


def test_no_half_of_an_undo_where_one_of_the_dialogues_has_closed(seminar: Afternoon) -> None:
    asked = seminar.seminar["dialogues"]
    seminar.stage("open", dialogue=1)
    doc = document(*(note(x) for d in asked[:2] for x in (d["prompts"][0]["text"], "Svar")))
    paste(seminar, doc)
    division = divide(seminar, doc).json()["id"]
    seminar.stage("closed", dialogue=1)
    board = seminar.board()
    assert undo(seminar, division).status_code == 409
    assert seminar.board() == board


def test_what_a_member_pasted_in_its_own_answer_comes_into_its_own(seminar: Afternoon) -> None:
    seminar.stage("open", dialogue=1)
    prompts = seminar.seminar["dialogues"][1]["prompts"]
    own = [each for each in seminar.board()["answers"] if each["member"]]
    member = own[0]["member"]["id"]
    mine = {each["prompt"]: each for each in own if each["member"]["id"] == member}
    doc = document(*(note(x) for p in prompts for x in (p["text"], f"Svar på {p['label']}")))
    here = mine[prompts[0]["id"]]
    paste(seminar, doc, here)
    assert divide(seminar, doc, here["id"]).status_code == 201
    after = {each["id"]: each["text"] for each in seminar.board()["answers"]}
    assert [after[mine[p["id"]]["id"]] for p in prompts] == [
        f"Svar på {p['label']}" for p in prompts
    ]


def test_a_text_about_one_prompt_is_nothing_to_divide(seminar: Afternoon) -> None:
    one = seminar.seminar["dialogues"][0]["prompts"][0]["text"]
    assert not proposed(seminar, document(note(one), note("Mer"), note("Tid")))["divides"]
    assert not proposed(seminar, document(note("Bare"), note("noen"), note("linjer")))["divides"]


def test_lines_that_are_not_there_and_prompts_of_others_are_refused(seminar: Afternoon) -> None:
    doc = three(seminar)
    paste(seminar, doc)
    board = seminar.board()
    two = [{"first": 1, "last": 2, "prompt": seminar.prompt(1)}] * 2
    beyond = [{"first": 7, "last": 99, "prompt": seminar.prompt(1)}]
    for pieces in (two, beyond, [{"first": 1, "last": 1, "prompt": "nobodys"}]):
        assert divide(seminar, doc, pieces=pieces).status_code == 422
    assert divide(seminar, doc, headings=[99]).status_code == 422
    answer = seminar.answer()["id"]
    for path in (f"answers/{answer}/division", f"answers/{answer}/divide"):
        body = {"doc": doc, "client_id": "x", **yes(proposed(seminar, doc))}
        assert seminar.seats[1].post(f"{API}/{path}", json=body).status_code == 404
    assert seminar.board() == board


def test_a_division_is_undone_by_whoever_did_it_or_leads(seminar: Afternoon) -> None:
    doc = three(seminar)
    paste(seminar, doc)
    division = divide(seminar, doc).json()["id"]
    path = f"{API}/divisions/{division}/undo"
    assert seminar.seats[1].post(path).status_code == 404
    assert seminar.organiser.post(path).status_code == 200
    assert "Rektor begynner" in seminar.answer()["text"]


def test_history_that_has_brought_the_text_back_is_not_undone_once_more(seminar: Afternoon) -> None:
    doc = three(seminar)
    paste(seminar, doc)
    answer = seminar.answer()
    division = divide(seminar, doc).json()["id"]
    path = f"{API}/answers/{answer['id']}/restore"
    assert seminar.seats[0].post(path, json={"version": answer["version"]}).is_success
    board = seminar.board()
    refused = undo(seminar, division)
    assert (refused.status_code, refused.json()["type"]) == (409, "moved_on")
    assert seminar.board() == board
