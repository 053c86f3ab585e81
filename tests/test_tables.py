"""Tables in documents are read as such: a row that stands apart from its head is shown as bars."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
RULE = re.compile(r"\|[-| :]+\|")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_row_stands_in_a_table_with_a_head(page: Path) -> None:
    lines = ["", *page.read_text(encoding="utf-8").splitlines(), ""]
    firsts = [
        at
        for at, line in enumerate(lines)
        if line.startswith("|") and not lines[at - 1].startswith("|")
    ]
    assert [lines[at] for at in firsts if not RULE.fullmatch(lines[at + 1])] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_row_ends_where_it_says(page: Path) -> None:
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    assert [row for row in rows if not row.rstrip().endswith("|")] == []
