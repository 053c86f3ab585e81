"""A question that is changed in one written form never goes on asking the old in the other."""

import re
from typing import Any

import pytest

from app.storage.ids import new_id
from tests.leading import Leading, signed_in
from tests.server import Afternoon

QUESTION = {"text": "Hva gjør dere nå?", "label": "Nå", "talk": "5", "numbered": "true"}
NEW, NEW_NN = "Hva er nytt?", "Kva er nytt?"


def leading(seminar: Afternoon) -> Leading:
    found = signed_in(seminar.server)
    found.path = f"/seminars/{seminar.id}"
    return found


def stands(seminar: Afternoon) -> tuple[str, str]:
    shown = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}").json()
    first = shown["dialogues"][0]["prompts"][0]
    return first["text"], first["text_nn"]


def patch(seminar: Afternoon, **change: Any) -> Any:
    path = f"/api/v1/seminars/{seminar.id}/prompts/{seminar.prompt()}"
    return seminar.organiser.patch(path, json=change)


def test_by_api_the_form_that_is_not_given_goes(seminar: Afternoon) -> None:
    answer = patch(seminar, text=NEW)
    assert answer.status_code == 200
    assert (answer.json()["text"], answer.json()["text_nn"]) == (NEW, "") == stands(seminar)


def test_by_api_it_stays_when_the_caller_says_so(seminar: Afternoon) -> None:
    _, old_nn = stands(seminar)
    assert patch(seminar, text=NEW, keep_other_form=True).status_code == 200
    assert stands(seminar) == (NEW, old_nn)


def test_by_api_both_are_refused_when_one_is_as_before(seminar: Afternoon) -> None:
    text, text_nn = before = stands(seminar)
    for sent, form in (((NEW, text_nn), "text_nn"), ((text, NEW_NN), "text")):
        answer = patch(seminar, text=sent[0], text_nn=sent[1])
        assert (answer.status_code, answer.json().get("form")) == (422, form)
        assert stands(seminar) == before
    assert patch(seminar, text=NEW, text_nn=text_nn, keep_other_form=True).status_code == 200
    assert patch(seminar, text="Hva er nest?", text_nn=NEW_NN).status_code == 200
    assert stands(seminar) == ("Hva er nest?", NEW_NN)


def test_by_api_nynorsk_alone_is_refused_since_no_question_can_be_without_its_own_text(
    seminar: Afternoon,
) -> None:
    before = stands(seminar)
    answer = patch(seminar, text_nn=NEW_NN)
    assert answer.status_code == 422
    assert (answer.json()["type"], answer.json()["form"]) == ("other_form", "text")
    assert stands(seminar) == before
    assert patch(seminar, text_nn=NEW_NN, keep_other_form=True).status_code == 200
    assert stands(seminar) == (before[0], NEW_NN)


def test_a_first_nynorsk_text_and_one_that_goes_make_nothing_outdated(seminar: Afternoon) -> None:
    text, _ = stands(seminar)
    assert patch(seminar, text_nn="").status_code == 200
    assert patch(seminar, text_nn=NEW_NN).status_code == 200
    assert stands(seminar) == (text, NEW_NN)


def test_by_api_only_what_is_sent_changes(seminar: Afternoon) -> None:
    before = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}").json()
    answer = patch(seminar, help="Ny hjelp", minutes={"talk": 3})
    was = before["dialogues"][0]["prompts"][0]
    minutes = {**was["minutes"], "talk": 3}
    assert answer.json() == was | {"help": "Ny hjelp", "minutes": minutes}
    assert patch(seminar, text="   ").status_code == 422


def test_a_prompt_of_elsewhere_is_not_found(seminar: Afternoon) -> None:
    path = f"/api/v1/seminars/{seminar.id}/prompts/{new_id()}"
    assert seminar.organiser.patch(path, json={"help": "x"}).status_code == 404


def test_the_editor_asks_and_keeps_what_was_written(seminar: Afternoon) -> None:
    before = stands(seminar)
    path = f"/programme/prompts/{seminar.prompt()}"
    asked = leading(seminar).post(path, QUESTION | {"text": NEW, "text_nn": before[1]})
    assert asked.status_code == 422
    assert 'name="other"' in asked.text
    assert NEW in asked.text
    assert stands(seminar) == before


@pytest.mark.parametrize(
    ("sent", "then"),
    [
        ({"text": NEW, "other": "clear"}, (NEW, "")),
        ({"text": NEW, "other": "keep"}, (NEW, None)),
        ({"text": NEW, "text_nn": NEW_NN}, (NEW, NEW_NN)),
        ({"text": NEW, "text_nn": ""}, (NEW, "")),
        ({"text_nn": NEW_NN, "other": "keep"}, (None, NEW_NN)),
    ],
)
def test_the_editor_does_what_was_chosen(
    seminar: Afternoon, sent: dict[str, str], then: tuple[str | None, str | None]
) -> None:
    text, text_nn = stands(seminar)
    whole = QUESTION | {"text": text, "text_nn": text_nn} | sent
    path = f"/programme/prompts/{seminar.prompt()}"
    assert leading(seminar).post(path, whole).status_code == 204
    assert stands(seminar) == (then[0] or text, text_nn if then[1] is None else then[1])


def test_the_editor_says_so_while_one_writes(seminar: Afternoon) -> None:
    path = f"/programme/prompts/{seminar.prompt()}/preview"
    sent = QUESTION | {"text": NEW, "text_nn": stands(seminar)[1]}
    assert 'name="other"' in leading(seminar).post(path, sent).text
    same = QUESTION | dict(zip(("text", "text_nn"), stands(seminar), strict=True))
    assert 'name="other"' not in leading(seminar).post(path, same).text


def test_a_seminar_in_nynorsk_has_one_question_and_everybody_reads_the_new_one(
    seminar: Afternoon,
) -> None:
    here = leading(seminar)
    here.post("/settings", {"title": "Prøve", "language": "nn"})
    patch(seminar, text=NEW_NN, text_nn=NEW_NN)
    path = f"/programme/prompts/{seminar.prompt()}"
    assert 'name="text_nn"' not in here.page(path)
    assert here.post(path, QUESTION | {"text": "Kva så?"}).status_code == 204
    assert stands(seminar) == ("Kva så?", "")


def test_a_short_name_that_was_made_of_the_question_follows_it(seminar: Afternoon) -> None:
    patch(seminar, label="")
    assert patch(seminar, text=NEW).json()["label"] == NEW
    assert patch(seminar, label="Mitt eget").json()["label"] == "Mitt eget"
    assert patch(seminar, text="Hva er nest?").json()["label"] == "Mitt eget"


def test_after_an_error_the_preview_shows_what_was_sent(seminar: Afternoon) -> None:
    path = f"/programme/prompts/{seminar.prompt()}"
    sent = QUESTION | {"text": "Hvem gjør hva, og når?", "text_nn": "", "talk": "9999"}
    answer = leading(seminar).post(path, sent)
    assert answer.status_code == 422
    preview = answer.text.partition('hx-target="#written"')[2].partition("</hx-partial>")[0]
    assert "Hvem gjør hva, og når?" in preview.partition("prompt-text")[2]
    assert "advice" in preview


def test_without_scripts_a_refused_form_comes_back_as_a_whole_page(seminar: Afternoon) -> None:
    here = leading(seminar)
    path = f"{here.path}/programme/prompts/{seminar.prompt()}"
    answer = here.client.post(path, data=QUESTION | {"text": ""})
    assert answer.status_code == 422
    assert "<!doctype html>" in answer.text


def test_the_preview_has_the_number_that_the_rooms_see(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    page = leading.page(f"/seminars/{seminar.id}/programme/prompts/{seminar.prompt(1)}")
    number = '<span class="prompt-number">2</span>'
    assert number in page
    (path,) = re.findall(r'hx-post="([^"]*/preview[^"]*)"', page)
    assert number in leading.client.post(path, data={"text": "Hva nå?", "numbered": "true"}).text
