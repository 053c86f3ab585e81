"""Which statements read a whole table: SQLite's own plans of what an application asked for."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.storage import migrate

SCAN = re.compile(r"SCAN (?!CONSTANT|\()(\w+)\b(?! USING)")
"""Of a table itself, not of an index, a list of values or a subquery."""
NOT_TABLES = {"note_search", "json_each", "sqlite_master", "anon_1"}


@contextmanager
def statements() -> Iterator[set[str]]:
    """All that is asked of any engine within the block, without its values."""
    seen: set[str] = set()

    def asked(_: Any, __: Any, statement: str, *___: Any) -> None:
        seen.add(statement)

    event.listen(Engine, "before_cursor_execute", asked)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", asked)


def scans(asked: set[str], folder: Path) -> dict[str, str]:
    """The statements that read a whole table, by statement; `folder` is for a database to ask."""
    migrate.upgrade(f"sqlite:///{folder / 'plans.db'}")
    with sqlite3.connect(folder / "plans.db") as database:
        found = {}
        for statement in asked:
            if not statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
                continue
            values = [None] * statement.count("?")
            plan = database.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            tables = {table for row in plan for table in SCAN.findall(row[3])} - NOT_TABLES
            if tables:
                found[statement] = ", ".join(sorted(tables))
    return found
