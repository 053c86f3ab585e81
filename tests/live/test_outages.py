"""Two processes while one of them, or what they need, is away, in short; the long form is in
tests/faults."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import in_pairs
from tests.faults.outages import FAULTS, live_through_outages

pytestmark = pytest.mark.skipif(
    not in_pairs(),
    reason="several processes need PostgreSQL and NATS: make test-many",
)


def test_two_processes_lose_nothing_and_leave_nobody_stale(
    tmp_path: Path, tried: Callable[[str], None]
) -> None:
    once = len(FAULTS)
    tried(live_through_outages(tmp_path, times=once, rooms=6, a_second=30, each=40, silent_for=0))
