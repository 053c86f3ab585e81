"""Many people at once, some of them hostile, in short; a longer form is slow, the long ones are in
tests/faults."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.afternoon import Shape, spend
from tests.faults.hostile import endure
from tests.faults.returns import come_back

Tried = Callable[[str], None]


@pytest.mark.parametrize("seconds", [2, pytest.param(4, marks=pytest.mark.slow)])
def test_whoever_misbehaves_loses_the_others_nothing(
    tmp_path: Path, tried: Tried, seconds: int
) -> None:
    tried(endure(tmp_path, seconds=seconds, turns=1, rooms=2 + 2 * seconds))


@pytest.mark.parametrize("rooms", [3, pytest.param(6, marks=pytest.mark.slow)])
def test_an_afternoon_loses_nothing_and_refuses_nobody(
    tmp_path: Path, tried: Tried, rooms: int
) -> None:
    seconds = rooms / 4
    shape = Shape(rooms=rooms, people=6, arriving=seconds, alone=seconds, together=seconds, speed=8)
    tried(spend(tmp_path, shape))


@pytest.mark.parametrize("rooms", [2, pytest.param(6, marks=pytest.mark.slow)])
def test_everybody_comes_back_after_a_stop_and_after_a_kill_with_the_same_state(
    tmp_path: Path, tried: Tried, rooms: int
) -> None:
    tried(come_back(tmp_path, rooms=rooms, people=2 + rooms * 4 // 3, hurry=10))
