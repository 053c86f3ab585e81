"""What a host does while rooms write, in short; a longer form is slow, the long ones are in
tests/faults."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.backups import back_up_under_load
from tests.faults.kills import kill_under_load
from tests.faults.power import cut_power
from tests.faults.restarts import restart_under_load

Tried = Callable[[str], None]
once_or_more = pytest.mark.parametrize("times", [1, pytest.param(4, marks=pytest.mark.slow)])


@once_or_more
def test_a_backup_under_load_holds_what_was_acknowledged_before_it_began(
    tmp_path: Path, tried: Tried, times: int
) -> None:
    tried(back_up_under_load(tmp_path, times=times, rooms=8, a_second=80))


@once_or_more
def test_a_restart_under_load_loses_nothing_and_doubles_nothing(
    tmp_path: Path, tried: Tried, times: int
) -> None:
    tried(restart_under_load(tmp_path, times=times, rooms=8, a_second=80))


@once_or_more
def test_a_kill_under_load_loses_nothing_that_was_acknowledged(
    tmp_path: Path, tried: Tried, times: int
) -> None:
    tried(kill_under_load(tmp_path, times=times, rooms=8, a_second=80, each=40))


@once_or_more
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    tmp_path: Path, tried: Tried, times: int
) -> None:
    tried(cut_power(tmp_path, images=5 * times, edits=50 * times, rooms=5, a_second=40))
