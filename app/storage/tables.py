"""Every table there is, and its rows as plain values that are the same in both databases.

JSON is its text here, to the letter, and a moment has no zone: what is read from one database can
be put into the other, and comes back from there as it was.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlmodel import SQLModel

import app

Row: TypeAlias = Sequence[Any]
BATCH = 500
SCHEMA = "alembic_version"
SEARCH = "note_search"  # SQLite's index; triggers fill it when the terms' rows come
_ALL = 2**256
_TABLE = "(SQLModel, table=True)"


@cache
def know_all() -> None:
    """Have every table in SQLModel's metadata. A module is found by what it says, not by its name:
    whoever forgets one loses its rows when an installation or a seminar is moved."""
    for path in sorted(Path(app.__path__[0]).glob("*/*.py")):
        if _TABLE in path.read_text("utf-8"):
            import_module(f"app.{path.parent.name}.{path.stem}")


def all_tables() -> list["Rows"]:
    """In an order in which rows may be added: what is pointed to comes first."""
    know_all()
    return [Rows(table) for table in SQLModel.metadata.sorted_tables]


def foreign(connection: sa.Connection) -> set[str]:
    """Tables in this database that are not ours."""
    know_all()
    there = {
        name for name in sa.inspect(connection).get_table_names() if not name.startswith(SEARCH)
    }
    return there - {SCHEMA} - SQLModel.metadata.tables.keys()


@dataclass
class Digest:
    """Tells two sets of rows apart, in whatever order they come."""

    rows: int = 0
    sum: int = field(default=0, repr=False)

    def add(self, batch: Iterable[Row]) -> None:
        for row in batch:
            self.rows += 1
            whole = hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass"))
            self.sum = (self.sum + int.from_bytes(whole.digest())) % _ALL


class Rows:
    """One table's rows."""

    def __init__(self, table: sa.Table) -> None:
        self.name = table.name
        self._columns = {each.name: _plain(each.type) for each in table.columns}
        self._texts = {each.name for each in table.columns if isinstance(each.type, sa.JSON)}
        self._numbered = table.autoincrement_column

    def any(self, connection: sa.Connection) -> bool:
        row = connection.execute(sa.select(sa.literal(1)).select_from(self._table).limit(1))
        return row.first() is not None

    def batches(self, connection: sa.Connection) -> Iterator[Sequence[Row]]:
        """All rows, a batch in memory at a time."""
        columns = (self._read(each) for each in self._table.c)
        streamed = connection.execution_options(yield_per=BATCH)
        with streamed.execute(sa.select(*columns)) as found:
            yield from found.partitions()

    def digest(self, connection: sa.Connection) -> Digest:
        made = Digest()
        for batch in self.batches(connection):
            made.add(batch)
        return made

    def add(self, connection: sa.Connection, batches: Iterable[Sequence[Row]]) -> None:
        if connection.dialect.name == "postgresql":
            self._stream(connection, batches)
            self._number_on(connection)
            return
        for batch in batches:
            rows = [dict(zip(self._columns, row, strict=True)) for row in batch]
            connection.execute(self._table.insert(), rows)

    @property
    def _table(self) -> sa.TableClause:
        return sa.table(self.name, *(sa.column(name, of) for name, of in self._columns.items()))

    def _read(self, column: sa.ColumnClause[Any]) -> sa.ColumnElement[Any]:
        return sa.cast(column, sa.Text).label(column.name) if column.name in self._texts else column

    def _stream(self, connection: sa.Connection, batches: Iterable[Sequence[Row]]) -> None:
        """PostgreSQL's COPY, which takes ten times as many rows a second as INSERT."""
        quote = connection.dialect.identifier_preparer.quote
        columns = ", ".join(map(quote, self._columns))
        driver = connection.connection.driver_connection
        assert driver
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {quote(self.name)} ({columns}) FROM STDIN") as stream,
        ):
            for batch in batches:
                for row in batch:
                    stream.write_row(row)

    def _number_on(self, connection: sa.Connection) -> None:
        """The next number comes after the highest: SQLite looks, PostgreSQL counts by itself."""
        if self._numbered is None:
            return
        column: sa.ColumnClause[int] = sa.column(self._numbered.name)
        highest = sa.select(sa.func.max(column)).select_from(self._table).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(self.name, self._numbered.name)
        connection.execute(sa.select(sa.func.setval(sequence, highest)))


def _plain(kind: sa.types.TypeEngine[Any]) -> sa.types.TypeEngine[Any]:
    """The type beneath ours: text for JSON, a moment as it is stored."""
    if isinstance(kind, sa.JSON):
        return sa.Text()
    return kind.impl_instance if isinstance(kind, sa.types.TypeDecorator) else kind
