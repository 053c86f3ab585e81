"""Bugs that are kept as patches, to prove that the tests would find them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATCHES = sorted((Path(__file__).parent / "planted").glob("*.patch"))
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", ".hypothesis", "__pycache__", ".*_cache"
)
SERVED = {str(ROOT / "data")}
"""What a server of this checkout holds; packages have folders of that name too."""
FAILED = 1  # pytest's exit code when tests ran and some failed


def caught_by(patch: Path) -> list[str]:
    """The tests that a patch names."""
    named = re.search(r"^Caught by: (.+)$", patch.read_text(), re.MULTILINE)
    assert named, f"{patch.name} names no tests"
    return named.group(1).split()


def copied(folder: Path) -> Path:
    """The project in a folder of its own, with what set-up made beside it."""
    copy = folder / "project"
    shutil.copytree(ROOT, copy, ignore=_left_behind)
    for made in (".venv", "node_modules"):
        (copy / made).symlink_to(ROOT / made)
    return copy


def _left_behind(folder: str, names: list[str]) -> set[str]:
    return NOT_COPIED(folder, names) | {
        name for name in names if str(Path(folder) / name) in SERVED
    }


def fits(patch: Path, project: Path) -> bool:
    return _apply(project, "--check", str(patch)).returncode == 0


def is_caught(patch: Path, project: Path) -> bool:
    """Whether the tests that the patch names turn red with it, and not for want of being found."""
    assert _apply(project, str(patch)).returncode == 0, patch.name
    try:
        return exit_code(project, caught_by(patch)) == FAILED
    finally:
        _apply(project, "--reverse", str(patch))


def exit_code(project: Path, tests: list[str]) -> int:
    """pytest's exit code."""
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *tests]
    return _run(command, project).returncode


def _apply(project: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return _run(["git", "apply", *words], project)


def _run(command: list[str], project: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, cwd=project, capture_output=True, check=False)
