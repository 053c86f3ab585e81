"""Every tests/js/*.test.mjs as a test of its own, run by Node."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.node import NODE, ROOT, needs_node
from tests.patience import PATIENCE

FILES = sorted((ROOT / "tests" / "js").rglob("*.test.mjs"))
SCHEDULES = ROOT / "tests" / "js" / "schedules.test.mjs"
pytestmark = [pytest.mark.node, needs_node]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_browsers_modules_keep_their_promises(file: Path) -> None:
    _keeps_its_promises(file)


@pytest.mark.slow
def test_they_do_so_in_other_random_schedules() -> None:
    _keeps_its_promises(SCHEDULES, FIRST="11", SCHEDULES="430")


def _keeps_its_promises(file: Path, **said: str) -> None:
    done = subprocess.run(
        [NODE, file],  # with --test a second Node, which only starts this one
        cwd=ROOT,
        env=os.environ | said,
        capture_output=True,
        text=True,
        check=False,
        timeout=10 * PATIENCE,  # it computes for a minute where it has a processor to itself
    )
    assert done.returncode == 0, done.stdout + done.stderr
