"""Every tests/js/*.test.mjs as a test of its own, run by Node."""

import subprocess
from pathlib import Path

import pytest

from tests.node import NODE, ROOT, needs_node

FILES = sorted((ROOT / "tests" / "js").rglob("*.test.mjs"))
PATIENCE = 300  # a client that asks the same for ever would never end
pytestmark = [pytest.mark.node, needs_node]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_browsers_modules_keep_their_promises(file: Path) -> None:
    done = subprocess.run(
        [NODE, "--test", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
