"""The plan derives the one next step from where the dialogues stand."""

from itertools import product

import pytest

from app.people.rights import Stage
from app.reading.plan import Step, next_step, plan
from app.seminars.models import Dialogue
from app.seminars.overview import Work

DRAFT, OPEN, CLOSING, CLOSED, READING = (
    Stage.DRAFT,
    Stage.OPEN,
    Stage.CLOSING,
    Stage.CLOSED,
    Stage.READING,
)


def works(*stages: Stage) -> list[Work]:
    return [
        Work(Dialogue(id=f"d{n}", seminar_id="s", position=n, title=f"Dialog {n}"), stage, [])
        for n, stage in enumerate(stages, 1)
    ]


def words(step: Step | None) -> str:
    return f"{step.kind} {' '.join(each.id for each in step.dialogues)}" if step else ""


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
def test_the_next_step_follows_from_the_stages(stages: tuple[Stage, ...], step: str) -> None:
    assert words(next_step(works(*stages))) == step


def test_the_second_dialogue_opens_before_the_first_one_closes() -> None:
    assert [words(step) for step in plan(works(DRAFT, DRAFT, DRAFT))] == [
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
        step = next_step(works(*stages.values()))
        if step:
            stages |= {each.id: reached[step.kind] for each in step.dialogues}

    assert set(stages.values()) == {READING}


def test_no_step_goes_back() -> None:
    order = [DRAFT, OPEN, CLOSING, CLOSED, READING]
    reached = {"open": OPEN, "close": CLOSING, "read": READING}
    for stages in product(order, repeat=3):
        found = works(*stages)
        step = next_step(found)
        if step:
            stands = {work.dialogue.id: work.stage for work in found}
            assert all(
                order.index(stands[each.id]) < order.index(reached[step.kind])
                for each in step.dialogues
            )
