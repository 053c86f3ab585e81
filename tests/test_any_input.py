"""Whatever comes, in whatever order, in short; the long forms are in tests/faults."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.mutations import mutate
from tests.faults.schedules import play_schedules
from tests.node import needs_node

Tried = Callable[[str], None]


def test_damaged_messages_bodies_and_files_are_answered_and_no_more(
    tmp_path: Path, tried: Tried
) -> None:
    tried(mutate(tmp_path, times=1_500, seed=1))


@pytest.mark.node
@needs_node
def test_all_browsers_end_with_the_servers_text_and_nothing_typed_is_lost(
    tmp_path: Path, tried: Tried
) -> None:
    tried(play_schedules(tmp_path, times=12, at_once=12, kills=1, life=4))
