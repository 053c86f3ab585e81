"""Whatever a page writes, a program can do: docs/screens.md names the call for each, or says why
there is none."""

import re
from pathlib import Path

from app.routing import PAGES_AND_API
from tests.api.test_document import CELLS, OPERATIONS, PLAIN, PREFIX, plain
from tests.described import Operation

PAGE = (Path(__file__).parents[2] / "docs" / "screens.md").read_text()
CALL = re.compile(r"`(POST|PUT|PATCH|DELETE) (/[^`]*)`")
WRITING = {"POST", "PUT", "PATCH", "DELETE"}
REASON = " – "


def rows() -> list[tuple[Operation, str]]:
    """What a page sends, and what stands beside it."""
    cells = (CELLS.split(line) for line in PAGE.splitlines() if line.startswith("| `"))
    return [(plain(*found), row[2]) for row in cells for found in CALL.findall(row[1])]


def written_by_pages() -> set[Operation]:
    return {
        Operation(method, PLAIN.sub("{}", getattr(route, "path", "")))
        for route in PAGES_AND_API
        for method in (getattr(route, "methods", None) or set()) & WRITING
        if not getattr(route, "path", "").startswith(PREFIX)
    }


ROWS = rows()


def test_every_address_that_a_page_sends_to_has_a_row_and_no_other_has() -> None:
    named = [page for page, _ in ROWS]
    assert sorted(named, key=str) == sorted(written_by_pages(), key=str)


def test_each_has_a_call_that_is_there_or_a_reason() -> None:
    for page, cell in ROWS:
        if cell.startswith(REASON):
            assert len(cell) > len(REASON) + 8, f"{page}: why?"
            continue
        calls = {plain(*found) for found in CALL.findall(cell)}
        assert calls, page
        assert calls <= OPERATIONS.keys(), f"{page}: {calls - OPERATIONS.keys()}"
