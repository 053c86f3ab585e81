"""Promise of the tests themselves: bugs of the kinds that lose or leak text turn them red."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.planted import PATCHES, ROOT, caught_by, copied, exit_code, fits, is_caught

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git here to apply patches")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("planted"))


def test_every_planted_bug_still_fits_the_code(project: Path) -> None:
    assert len(PATCHES) >= 12
    assert [patch.stem for patch in PATCHES if not fits(patch, project)] == []


def test_the_copy_that_bugs_are_planted_in_lacks_no_file_of_the_program(project: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "app", "static", "tests"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    ).stdout.split("\0")
    assert [name for name in tracked if not (project / name).exists()] == []


@pytest.mark.faults
def test_every_planted_bug_turns_the_tests_red(project: Path, tried: Callable[[str], None]) -> None:
    named = {test for patch in PATCHES for test in caught_by(patch)}
    assert exit_code(project, sorted(named)) == 0, "without a bug they must be green"
    missed = [patch.stem for patch in PATCHES if not is_caught(patch, project)]
    tried(f"{len(PATCHES) - len(missed)} of {len(PATCHES)} planted bugs caught")
    assert missed == []
