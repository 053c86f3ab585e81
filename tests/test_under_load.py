"""What a host does while rooms write, in short; the long forms are in tests/faults."""

from collections.abc import Callable
from pathlib import Path

from tests.faults.backups import back_up_under_load
from tests.faults.kills import kill_under_load
from tests.faults.power import cut_power
from tests.faults.restarts import restart_under_load

Tried = Callable[[str], None]


def test_a_backup_under_load_holds_what_was_acknowledged_before_it_began(
    tmp_path: Path, tried: Tried
) -> None:
    tried(back_up_under_load(tmp_path, times=2, rooms=8, a_second=80))


def test_a_restart_under_load_loses_nothing_and_doubles_nothing(
    tmp_path: Path, tried: Tried
) -> None:
    tried(restart_under_load(tmp_path, times=2, rooms=8, a_second=80))


def test_a_kill_under_load_loses_nothing_that_was_acknowledged(
    tmp_path: Path, tried: Tried
) -> None:
    tried(kill_under_load(tmp_path, times=4, rooms=8, a_second=80, each=40))


def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path: Path, tried: Tried) -> None:
    tried(cut_power(tmp_path, images=10, edits=100, rooms=5, a_second=40))
