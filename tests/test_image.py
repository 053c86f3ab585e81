"""The image, as far as that can be seen without building it: what it needs is copied in."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
STAGES = (ROOT / "Dockerfile").read_text().split("\nFROM ")[1:]


def copied(stage: int) -> set[str]:
    """The first part of each path that a stage takes out of the repository."""
    lines = re.findall(r"^COPY (?!--from)(.*) \S+$", STAGES[stage], re.MULTILINE)
    return {path.partition("/")[0] for line in lines for path in line.split()}


def test_every_package_is_in_the_image_and_known_to_the_installer() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = project["tool"]["setuptools"]["packages"]["find"]["include"]
    packages = {name.partition(".")[0] for name in named}
    assert packages == {"app", "rehearsal"}
    assert packages <= copied(1)
    assert packages <= copied(2)


def test_what_the_build_of_assets_reads_is_there() -> None:
    programs = (ROOT / "static").glob("*.mjs")
    read = {
        folder
        for program in programs
        for folder in re.findall(r'here, "\.\./(\w+)', program.read_text())
    }
    assert "app" in read
    assert read | {"static"} <= copied(0)


def test_nothing_that_is_copied_is_left_out_of_what_is_sent() -> None:
    ignored = set((ROOT / ".dockerignore").read_text().split())
    assert not ignored & (copied(0) | copied(1) | copied(2))
    assert all((ROOT / name).exists() for stage in range(3) for name in copied(stage))
