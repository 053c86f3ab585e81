"""The way through a dialogue: every question has its turn, once, with the time it was given."""

from hypothesis import given
from hypothesis import strategies as st

from app.seminars.models import PHASES, Prompt
from app.seminars.phases import UNPLANNED_MINUTES, blocks, minutes, phases, place


def prompt(id: str, *, joined: bool = False, **times: int) -> Prompt:
    made = Prompt(id=id, dialogue_id="d", position=1, text="?", joined=joined)
    for name, length in times.items():
        setattr(made, f"{name}_minutes", length)
    return made


MINUTES = st.fixed_dictionaries({name: st.integers(0, 20) for name in PHASES})
PROMPTS = st.lists(st.tuples(MINUTES, st.booleans()), max_size=8).map(
    lambda made: [
        prompt(str(at), joined=joined, **times) for at, (times, joined) in enumerate(made)
    ]
)


def test_each_question_goes_through_the_phases_that_have_minutes() -> None:
    asked = [prompt("a", think=2, round=6, summary=3), prompt("b", talk=5)]
    assert [(each.prompt.id, each.name, each.minutes) for each in phases(asked)] == [
        ("a", "think", 2),
        ("a", "round", 6),
        ("a", "summary", 3),
        ("b", "talk", 5),
    ]


def test_questions_that_are_taken_together_share_the_time_of_the_first() -> None:
    asked = [
        prompt("a", round=6, talk=6),
        prompt("b", round=4),
        prompt("c", joined=True, round=9, talk=9),
    ]
    assert [[each.id for each in block] for block in blocks(asked)] == [["a"], ["b", "c"]]
    assert [(each.prompt.id, each.name) for each in phases(asked)] == [
        ("a", "round"),
        ("a", "talk"),
        ("b", "round"),
    ]
    assert minutes(asked) == 16
    assert place(phases(asked), "c", "round") == 2


def test_the_first_question_is_joined_to_nothing() -> None:
    assert [len(block) for block in blocks([prompt("a", joined=True, talk=5), prompt("b")])] == [
        1,
        1,
    ]


def test_a_question_without_minutes_is_talked_about_all_the_same() -> None:
    (only,) = phases([prompt("a")])
    assert (only.name, only.minutes) == ("talk", UNPLANNED_MINUTES)
    assert minutes([prompt("a")]) == 0


@given(PROMPTS)
def test_no_question_is_left_out_and_none_comes_twice(asked: list[Prompt]) -> None:
    found = phases(asked)
    assert [each.id for block in blocks(asked) for each in block] == [each.id for each in asked]
    assert list(dict.fromkeys(each.prompt.id for each in found)) == [
        block[0].id for block in blocks(asked)
    ]
    assert len({each.key for each in found}) == len(found)
    for at, each in enumerate(found):
        assert all(place(found, asks.id, each.name) == at for asks in each.prompts)
