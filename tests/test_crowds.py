"""Many people at once, some of them hostile, in short; the long forms are in tests/faults."""

from collections.abc import Callable
from pathlib import Path

from tests.faults.afternoon import Shape, spend
from tests.faults.hostile import endure
from tests.faults.returns import come_back

Tried = Callable[[str], None]


def test_whoever_misbehaves_loses_the_others_nothing(tmp_path: Path, tried: Tried) -> None:
    tried(endure(tmp_path, seconds=4, turns=1))


def test_an_afternoon_of_six_rooms_loses_nothing_and_refuses_nobody(
    tmp_path: Path, tried: Tried
) -> None:
    shape = Shape(rooms=6, people=6, arriving=1.5, alone=1.5, together=1.5, speed=8)
    tried(spend(tmp_path, shape))


def test_everybody_comes_back_after_a_stop_and_after_a_kill_with_the_same_state(
    tmp_path: Path, tried: Tried
) -> None:
    tried(come_back(tmp_path, rooms=6, people=10, hurry=10))
