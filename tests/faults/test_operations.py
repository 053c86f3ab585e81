"""The long forms of what a host does: `make faults`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.afternoon import Shape, spend
from tests.faults.backups import back_up_under_load
from tests.faults.hostile import endure
from tests.faults.kills import kill_under_load
from tests.faults.mutations import mutate
from tests.faults.outages import FAULTS, Cluster, live_through_outages
from tests.faults.power import cut_power
from tests.faults.restarts import restart_under_load
from tests.faults.returns import come_back
from tests.faults.schedules import play_schedules
from tests.faults.tries import tries
from tests.node import needs_node

pytestmark = pytest.mark.faults
Tried = Callable[[str], None]


def test_every_backup_under_load_holds_what_was_acknowledged_before_it_began(
    tmp_path: Path, tried: Tried
) -> None:
    tried(back_up_under_load(tmp_path, times=tries(50), rooms=20, a_second=200))


def test_restarts_under_load_lose_nothing_and_double_nothing(tmp_path: Path, tried: Tried) -> None:
    tried(restart_under_load(tmp_path, times=tries(50), rooms=20, a_second=200))


def test_kills_lose_nothing_that_was_acknowledged_and_double_nothing(
    tmp_path: Path, tried: Tried
) -> None:
    tried(kill_under_load(tmp_path, times=tries(500), rooms=20, a_second=200, each=110))


def test_two_processes_lose_nothing_while_one_or_what_they_need_is_away(
    tmp_path: Path, tried: Tried
) -> None:
    times = tries(5 * len(FAULTS))
    tried(
        live_through_outages(tmp_path, times=times, rooms=20, a_second=100, each=400, silent_for=60)
    )


def test_a_rolling_restart_of_two_processes_loses_nothing(tmp_path: Path, tried: Tried) -> None:
    """200 rooms that write."""
    renewed = (Cluster.both_are_renewed_in_turn,)
    tried(
        live_through_outages(
            tmp_path, renewed, times=tries(5), rooms=200, a_second=200, each=0, silent_for=0
        )
    )


def test_power_cuts_lose_nothing_that_was_acknowledged(tmp_path: Path, tried: Tried) -> None:
    tried(cut_power(tmp_path, images=tries(200), edits=3_000, rooms=20, a_second=100))


def test_nothing_that_is_damaged_ends_the_server_or_goes_unhandled(
    tmp_path: Path, tried: Tried
) -> None:
    tried(mutate(tmp_path, times=tries(100_000)))


def test_whoever_misbehaves_costs_the_others_nothing_they_can_notice(
    tmp_path: Path, tried: Tried
) -> None:
    tried(endure(tmp_path, seconds=60, turns=tries(10)))


def test_three_hundred_come_in_within_a_minute_and_write_until_the_end(
    tmp_path: Path, tried: Tried
) -> None:
    shape = Shape(rooms=50, people=6, arriving=60, alone=120, together=120, speed=1)
    tried(spend(tmp_path, shape))


def test_six_hundred_come_back_after_a_stop_and_after_a_kill_with_the_same_state(
    tmp_path: Path, tried: Tried
) -> None:
    tried(come_back(tmp_path, rooms=100, people=6))


@pytest.mark.node
@needs_node
def test_all_browsers_end_with_the_servers_text_and_nothing_typed_is_lost(
    tmp_path: Path, tried: Tried
) -> None:
    figures = play_schedules(tmp_path, times=tries(10_000), at_once=12, kills=10, life=20)
    tried(figures)
