"""Promises of hearing: what one is told twice is compared, and followers need no document."""

import json
from typing import Any

import pytest
from prosemirror.transform import Step

from rehearsal.hearing import Air, Differs, Steps
from tests.rehearsal.authority import SCHEMA, document


def step(text: str, pos: int) -> dict[str, Any]:
    piece = {"content": [{"type": "text", "text": text}]}
    return {"stepType": "replace", "from": pos, "to": pos, "slice": piece}


def told(version: int, *steps: dict[str, Any], client: str = "one") -> dict[str, Any]:
    clients = [client] * len(steps)
    return {"document": "a", "version": version, "steps": list(steps), "clients": clients}


def frame(version: int, *steps: dict[str, Any]) -> bytes:
    whole = told(version, *steps) | {"type": "steps", "document": "a", "room_version": version}
    return json.dumps(whole).encode()


@pytest.fixture
def air() -> Air:
    made = Air(SCHEMA, 1)
    made.learn([{"document": "a", "version": 0, "doc": document("x").to_json()}])
    return made


def test_a_frame_that_all_hear_is_read_once(air: Air) -> None:
    first, second = air.frame(frame(1, step("a", 2))), air.frame(frame(1, step("a", 2)))

    assert first is second
    assert first.steps
    assert (first.steps.start, air.transcripts["a"].version) == (0, 1)
    assert first.steps.made(SCHEMA)[0].to_json() == Step.from_json(SCHEMA, step("a", 2)).to_json()


def test_the_document_is_made_of_all_that_was_heard(air: Air) -> None:
    air.frame(frame(2, step("a", 2), step("b", 3)))
    assert air.transcripts["a"].doc().text_content == "xab"
    air.frame(frame(3, step("c", 4)))
    assert air.transcripts["a"].doc().text_content == "xabc"


def test_steps_that_overlap_with_known_ones_are_compared(air: Air) -> None:
    air.frame(frame(1, step("a", 2)))
    air.learn([told(2, step("a", 2), step("b", 3))])

    assert air.transcripts["a"].doc().text_content == "xab"
    with pytest.raises(Differs):
        air.learn([told(2, step("a", 2), step("B", 3))])


def test_steps_that_overtake_others_wait_for_them(air: Air) -> None:
    air.frame(frame(2, step("b", 3)))
    assert air.transcripts["a"].version == 0
    air.frame(frame(1, step("a", 2)))
    assert air.transcripts["a"].version == 2


def test_a_whole_document_is_held_against_the_steps(air: Air) -> None:
    air.frame(frame(1, step("a", 2)))
    air.learn([{"document": "a", "version": 1, "doc": document("xa").to_json()}])
    assert air.transcripts["a"].differences() == []
    air.learn([{"document": "a", "version": 1, "doc": document("xA").to_json()}])
    assert len(air.transcripts["a"].differences()) == 1


def test_a_frame_knows_when_its_steps_were_sent(air: Air) -> None:
    air.sent["a", 0, "one"] = 5.0
    heard = air.frame(frame(1, step("a", 2)))

    assert heard.steps
    assert heard.steps.sent == {"one": 5.0}
    assert air.sent == {}


def test_steps_of_changes_have_the_document_as_id() -> None:
    steps = Steps.of(told(7, step("a", 2), step("b", 3)))

    assert (steps.document, steps.start, steps.version) == ("a", 5, 7)
