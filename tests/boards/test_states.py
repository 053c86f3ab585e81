"""The word for an answer is true at any time: while it is written, and when writing is over."""

import re
from datetime import timedelta

import pytest

from app.boards.state import State, last_words, of_prompt, shown, state, unfinished
from tests.rooms.browsing import enter
from tests.server import Afternoon
from tests.talk import talking


def test_nothing_is_in_progress_once_writing_is_over() -> None:
    assert state(None, shown("Vi samarbeider og")) is State.IN_PROGRESS
    assert state(None, shown("Vi samarbeider og"), over=True) is State.ANSWERED
    assert state(None, shown(" "), over=True) is State.EMPTY
    assert state("out_of_time", shown(""), over=True) is State.OUT_OF_TIME


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u00ad", "\ufeff", "\u2060 \u200e", "\u3164", "\n\u200b\n"]
)
def test_a_text_in_which_nothing_is_seen_is_no_answer(seminar: Afternoon, unseen: str) -> None:
    """Editors and chats leave such signs behind in what is copied out of them."""
    seminar.note(unseen)

    assert state(None, shown(unseen)) is State.EMPTY
    assert seminar.answer()["state"] == "empty"
    grid = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/grid").json()
    assert grid["coverage"]["answered"] == 0


BEGUN = ["Vi vil synge mer.\n• ", "Vi vil synge mer.\n-", "Vi vil synge mer.\n  *", "• Kor\n•"]
BEGUN += ["• Kor", "1. Kor\n2.", "Vi vil synge mer.\n–", "Vi vil\n•\n•", "- ", "•", ""]


@pytest.mark.parametrize("text", BEGUN)
def test_an_item_that_is_only_begun_is_no_text_that_breaks_off(text: str) -> None:
    assert not unfinished(text)


def test_an_item_with_words_that_hang_breaks_off_and_is_told_without_its_marker() -> None:
    assert unfinished("• Kor og")
    assert unfinished("Vi vil ha:\n•")
    assert last_words("• Kor og\n• ") == "Kor og"
    assert state(None, shown("•")) is State.IN_PROGRESS


def test_an_item_that_somebody_has_just_begun_is_not_asked_about_until_nobody_writes_any_more(
    seminar: Afternoon,
) -> None:
    presses, answer = enter(seminar), seminar.answer()
    path = f"/answers/{answer['id']}/said"
    text = {"version": answer["version"], "text": "Vi vil ha:\n• "}
    seminar.seats[0].put(f"/api/v1/answers/{answer['id']}", json=text).raise_for_status()
    with talking(seminar) as writer, talking(seminar) as reader:
        for each in (writer, reader):
            each.join(seminar.rooms[0]["id"])
        writer.say("caret", document=answer["id"], version=1, anchor=16, head=16)
        while not reader.hear("carets")["carets"]:
            pass
        assert "Vi vil ha:" not in presses.post(path, state="done").text

        seminar.server.clock.forward(minutes=1)  # the cursor was left where it stood
        assert "Vi vil ha:" in presses.post(path, state="done").text


def test_whoever_presses_is_asked_about_the_item_that_they_began_themselves(
    seminar: Afternoon,
) -> None:
    answer = seminar.answer()
    text = {"version": answer["version"], "text": "Vi vil ha:\n• "}
    seminar.seats[0].put(f"/api/v1/answers/{answer['id']}", json=text).raise_for_status()
    presses = enter(seminar)
    assert "Vi vil ha:" in presses.post(f"/answers/{answer['id']}/said", state="done").text


def test_a_question_that_one_member_answered_is_answered_in_the_end() -> None:
    members = [State.ANSWERED, State.EMPTY]
    assert of_prompt(None, State.EMPTY, members) is State.IN_PROGRESS
    assert of_prompt(None, State.EMPTY, members, over=True) is State.ANSWERED


@pytest.mark.parametrize("stage", ["closed", "reading", "archived", "in its own time"])
def test_room_grid_and_board_say_what_is_true_after_closing(seminar: Afternoon, stage: str) -> None:
    browser = enter(seminar)
    seminar.note("Vi samarbeider om lokaler og")
    assert "I gang" in browser.page()
    if stage == "archived":
        seminar.organiser.put(f"/api/v1/seminars/{seminar.id}/archive", json={"archived": True})
    elif stage == "in its own time":
        until = (seminar.server.clock() + timedelta(minutes=5)).isoformat()
        seminar.stage("closing", until=until)
        seminar.server.clock.forward(minutes=6)
    else:
        seminar.stage(stage)
    grid = seminar.organiser.get(f"/seminars/{seminar.id}/grid").text
    pages = [
        browser.page(),
        " ".join(re.findall(r'<a class="cell".*?</a>', grid, re.DOTALL)),
        browser.page("/dialogues", **{"hx-request": "true"}),
    ]
    shown = [
        re.sub(r'<template id="state-words">.*?</template>', "", each, flags=re.DOTALL)
        for each in pages
    ]
    assert ["I gang" in page for page in shown] == [False] * 3
    assert all("Uten svar" in page and "Har svart" in page for page in shown)
    assert "Ikke begynt" not in shown[0]
    assert [each["state"] for each in seminar.board()["answers"][:2]] == ["answered", "empty"]
    export = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export?format=csv").text
    assert "in_progress" not in export


def test_a_reopened_dialogue_is_in_progress_again(seminar: Afternoon) -> None:
    seminar.note("Vi samarbeider om lokaler og")
    seminar.stage("closed")
    seminar.stage("open")
    assert seminar.answer()["state"] == "in_progress"


def test_whoever_joins_after_closing_hears_the_words_that_are_true(seminar: Afternoon) -> None:
    seminar.note("Vi samarbeider om lokaler og")
    seminar.stage("closed")
    with talking(seminar) as talk:
        joined = talk.join(seminar.rooms[0]["id"])
    said = " ".join(each["html"] for each in joined["parts"])
    assert "Har svart" in said
    assert "I gang" not in said


def test_a_few_words_are_an_answer_once_writing_is_over_and_one_that_hangs_is_not(
    seminar: Afternoon,
) -> None:
    """A question that asks for words is answered by one: no report says that it breaks off."""
    path = f"/api/v1/seminars/{seminar.id}/export"
    for text, told in (("Ro", False), ("Ro og", True)):
        answer = seminar.answer()
        seminar.seats[0].put(
            f"/api/v1/answers/{answer['id']}", json={"version": answer["version"], "text": text}
        ).raise_for_status()
        seminar.stage("closed")
        report = seminar.organiser.get(path, params={"format": "md"}).text
        assert ("Ikke ferdig skrevet" in report) is told
        seminar.stage("open")
