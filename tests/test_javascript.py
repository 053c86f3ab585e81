"""Every tests/js/*.test.mjs as a test of its own, run by Node."""

import subprocess
from pathlib import Path

import pytest

from tests.node import NODE, ROOT, needs_node
from tests.patience import PATIENCE

FILES = sorted((ROOT / "tests" / "js").rglob("*.test.mjs"))
pytestmark = [pytest.mark.node, needs_node]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_browsers_modules_keep_their_promises(file: Path) -> None:
    done = subprocess.run(
        [NODE, "--test", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=10 * PATIENCE,  # it computes for a minute where it has a processor to itself
    )
    assert done.returncode == 0, done.stdout + done.stderr
