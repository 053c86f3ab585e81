"""How the house is laid out: no file is too long to be one thing, documents name what exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = (
    "app",
    "bench",
    "bin",
    "cluster",
    "deploy",
    "docs",
    "migrations",
    "rehearsal",
    "static",
    "tests",
)
PATHS = {
    f"/{path.relative_to(ROOT).as_posix()}" + ("/" if path.is_dir() else "")
    for path in (*ROOT.glob("*"), *(each for one in FOLDERS for each in (ROOT / one).rglob("*")))
}
DOCUMENTS = [ROOT / "README.md", ROOT / "STYLE.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMED = re.compile(r"`((?:[\w.-]+/)+|[\w./-]+\.(?:css|html|js|json|mjs|patch|py|toml|typ))[`:]")
ELSEWHERE = {"restore/", "/worker.js", "manifest.json"}
"""Of a data folder, an address, and in an exported file."""


def test_no_python_file_of_the_application_is_over_250_lines() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): path.read_text().count("\n")
        for path in (ROOT / "app").rglob("*.py")
    }

    assert len(lengths) > 400
    assert {name: lines for name, lines in lengths.items() if lines > 250} == {}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_file_that_a_document_names_exists(document: Path) -> None:
    named = set(NAMED.findall(document.read_text())) - ELSEWHERE

    assert {each for each in named if not any(at.endswith(f"/{each}") for at in PATHS)} == set()


def test_every_folder_of_the_application_is_on_the_map() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text().partition("## Where a change goes")[0]
    holding_code = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}

    assert {name for name in holding_code if f"`app/{name}/`" not in told} == set()
