"""The plan of the day: the next step follows from where the dialogues stand and what was taken."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.people.rights import Stage
from app.seminars.models import Dialogue, Prompt
from app.seminars.overview import DialogueView
from app.seminars.plan import PlanStep, delay, derived, left, moves
from app.seminars.planning import from_programme

DRAFT, OPEN, CLOSING, CLOSED, READING = (
    Stage.DRAFT,
    Stage.OPEN,
    Stage.CLOSING,
    Stage.CLOSED,
    Stage.READING,
)
ONE = datetime(2026, 11, 28, 13, 0, tzinfo=ZoneInfo("Europe/Oslo"))


def works(*stages: Stage, minutes: int = 0) -> list[DialogueView]:
    return [
        DialogueView(
            Dialogue(id=f"d{n}", seminar_id="s", position=n, title=f"Dialog {n}", minutes=minutes),
            stage,
            [(1, Prompt(id=f"p{n}", dialogue_id=f"d{n}", position=1, text="?", talk_minutes=20))],
        )
        for n, stage in enumerate(stages, 1)
    ]


def words(step: PlanStep, standing: list[DialogueView]) -> str:
    return f"{step.kind} {' '.join(each.id for each in moves(step, standing))}"


def next_step(standing: list[DialogueView]) -> str:
    rest = left(derived(standing), standing)
    return words(rest[0], standing) if rest else ""


def step(kind: str, at: int | None, position: int = 1, **more: Any) -> PlanStep:
    return PlanStep(id=f"s{position}", seminar_id="s", position=position, kind=kind, at=at, **more)


@pytest.mark.parametrize(
    ("stages", "step"),
    [
        ((DRAFT, DRAFT), "open d1"),
        ((OPEN, DRAFT), "open d2"),
        ((OPEN, OPEN), "close d1"),
        ((CLOSING, OPEN), "close d2"),
        ((CLOSED, CLOSING), "read d1 d2"),
        ((READING, CLOSED), "read d2"),
        ((READING, OPEN), "close d2"),
        ((READING, READING), ""),
        ((DRAFT,), "open d1"),
        ((CLOSED,), "read d1"),
        ((), ""),
        ((Stage.ARCHIVED, READING), ""),
    ],
)
def test_without_a_plan_the_next_step_follows_from_the_stages(
    stages: tuple[Stage, ...], step: str
) -> None:
    assert next_step(works(*stages)) == step


def test_the_second_dialogue_opens_before_the_first_one_closes() -> None:
    standing = works(DRAFT, DRAFT, DRAFT)
    assert [words(step, standing) for step in derived(standing)] == [
        "open d1",
        "open d2",
        "close d1",
        "open d3",
        "close d2",
        "close d3",
        "read d1 d2 d3",
    ]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_taking_each_next_step_leads_from_draft_to_reading(count: int) -> None:
    reached = {"open": OPEN, "close": CLOSED, "read": READING}
    stages = dict.fromkeys((f"d{n}" for n in range(1, count + 1)), DRAFT)
    for _ in range(3 * count):
        standing = works(*stages.values())
        for step in left(derived(standing), standing)[:1]:
            stages |= {each.id: reached[step.kind] for each in moves(step, standing)}

    assert set(stages.values()) == {READING}


def test_no_step_goes_back() -> None:
    order = [DRAFT, OPEN, CLOSING, CLOSED, READING]
    reached = {"open": OPEN, "close": CLOSING, "read": READING}
    for stages in product(order, repeat=3):
        found = works(*stages)
        stands = {work.dialogue.id: work.stage for work in found}
        for step in left(derived(found), found)[:1]:
            assert all(
                order.index(stands[each.id]) < order.index(reached[step.kind])
                for each in moves(step, found)
            )


def test_a_clock_of_a_dialogue_that_is_over_is_not_asked_for_any_more() -> None:
    clock = step("clock", None, prompt_id="p1", phase="talk")
    assert [left([clock], works(stage)) == [] for stage in (OPEN, CLOSING, CLOSED, READING)] == [
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("minutes_past", "said"), [(-20, 0), (0, 0), (1, 0), (2, 2), (7, 7), (180, 180), (181, 0)]
)
def test_the_day_is_behind_when_the_time_of_the_next_step_has_passed(
    minutes_past: int, said: int
) -> None:
    """A minute is nothing to speak of, and three hours are another day."""
    plan = [step("open", 13 * 60, dialogue_id="d1")]
    assert delay(plan, works(DRAFT), ONE + timedelta(minutes=minutes_past)) == said


@pytest.mark.parametrize(("taken", "said"), [(-6, -6), (-1, 0), (7, 7)])
def test_the_day_is_as_late_or_early_as_the_step_that_was_taken_last(taken: int, said: int) -> None:
    at = ONE + timedelta(minutes=taken)
    plan = [
        step("point", 13 * 60, 1, text="Velkommen", done_at=at),
        step("open", 13 * 60 + 45, 2, dialogue_id="d1"),
    ]
    assert delay(plan, works(DRAFT), at) == said
    assert delay(plan, works(DRAFT), at + timedelta(days=1)) == 0


def test_there_is_no_delay_where_nothing_that_is_left_has_a_time() -> None:
    plan = [
        step("point", 13 * 60, 1, text="Velkommen", done_at=ONE + timedelta(minutes=9)),
        step("open", None, 2, dialogue_id="d1"),
    ]
    assert delay(plan, works(DRAFT), ONE + timedelta(minutes=9)) == 0


def test_a_plan_is_made_of_the_programme_with_the_minutes_of_each_dialogue() -> None:
    made = from_programme(works(DRAFT, DRAFT, minutes=45), 13 * 60, clocks=False)
    assert [(each.at, each.kind, each.dialogue) for each in made] == [
        ("13:00", "open", "d1"),
        ("13:45", "open", "d2"),
        ("13:45", "close", "d1"),
        ("14:30", "close", "d2"),
        ("14:35", "read", None),
    ]


def test_it_has_the_clock_of_each_phase_where_that_is_wanted() -> None:
    made = from_programme(works(DRAFT), 13 * 60, clocks=True)
    assert [(each.at, each.kind, each.phase) for each in made][1] == ("13:00", "clock", "talk")


def test_zero_minutes_and_midnight_leave_times_open_rather_than_wrong() -> None:
    unsaid = works(DRAFT, DRAFT)
    for work in unsaid:
        work.prompts.clear()
    assert [each.at for each in from_programme(unsaid, 0, clocks=True)][1:] == [None] * 4
    late = from_programme(works(DRAFT, DRAFT, minutes=45), 23 * 60 + 30, clocks=False)
    assert [each.at for each in late] == ["23:30", None, None, None, None]
    assert from_programme([], 0, clocks=True) == []
