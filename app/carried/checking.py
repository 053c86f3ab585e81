"""Rows of somebody's file, before any of them is believed: of the right kinds, complete, pointing
at each other and at nothing else, and with steps that lead to the texts. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.carried.misfit import Misfit
from app.carried.rows import Row
from app.carried.tables import CLEANED, VALUES, Carrier, carriers, kind_of, points_to
from app.carried.texts import put_texts
from app.documents.content import RefusedSteps
from app.documents.parsing import check_value

LONGEST = 400_000
LARGEST = 2**31 - 1
Found = dict[str, list[Row]]


def checked(value: object) -> Found:
    """All rows with all their columns, and each document with its text. Raises Misfit."""
    if not isinstance(value, dict):
        raise Misfit("rows")
    try:
        check_value(value)
    except RefusedSteps as refused:
        raise Misfit(refused.reason) from refused
    found = {carrier.name: list(_rows(carrier, value)) for carrier in carriers()}
    if len(found["seminar"]) != 1:
        raise Misfit("seminar")
    ids = {name: {row["id"] for row in rows if "id" in row} for name, rows in found.items()}
    for carrier in carriers():
        _check_references(carrier, found[carrier.name], ids)
        _check_unique(carrier, found[carrier.name])
    _once(found["answer"], ("room_id", "prompt_id", "member_id"))
    put_texts(found)
    return found


def _rows(carrier: Carrier, value: Mapping[str, Any]) -> Iterator[Row]:
    rows = value.get(carrier.name, [])
    if not isinstance(rows, list):
        raise Misfit(carrier.name)
    for row in rows:
        if not isinstance(row, dict):
            raise Misfit(carrier.name)
        yield {each.name: _value(carrier, each, row) for each in carrier.columns}


def _value(carrier: Carrier, column: sa.Column[Any], row: Row) -> Any:
    """What stands there; for what an older file does not know, what a new row would have."""
    name = f"{carrier.name}.{column.name}"
    if column.name not in row:
        return _default(carrier, column.name)
    value = row[column.name]
    if value is None and column.nullable:
        return None
    if not _fits(column, value) or (name in VALUES and value not in VALUES[name]):
        raise Misfit(name)
    return _cleaned(name, value) if name in CLEANED else value


def _cleaned(name: str, value: Any) -> Any:
    """As every other way in makes it. Raises Misfit where nothing is left to see."""
    if isinstance(value, list):
        return [_cleaned(name, each) for each in value if isinstance(each, str)]
    seen = CLEANED[name](value)
    if value and not seen:
        raise Misfit(name)
    return seen


def _fits(column: sa.Column[Any], value: object) -> bool:
    kind = kind_of(column)
    if isinstance(column.type, sa.JSON):
        return isinstance(value, dict | list)
    if issubclass(kind, date):
        return _is_time(kind, value)
    if kind is bool:
        return isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST
    return isinstance(value, str) and len(value) <= LONGEST


def _is_time(kind: Any, value: object) -> bool:
    try:
        return isinstance(value, str) and (
            kind is date or kind.fromisoformat(value).tzinfo is not None
        )
    except ValueError:
        return False


def _default(carrier: Carrier, column: str) -> Any:
    field = carrier.model.model_fields[column]
    if field.is_required():
        raise Misfit(f"{carrier.name}.{column}")
    return field.get_default(call_default_factory=True)


def _check_references(carrier: Carrier, rows: list[Row], ids: Mapping[str, set[str]]) -> None:
    for column in carrier.columns:
        target = points_to(column)
        if not target or not column.foreign_keys:
            continue
        there = ids[target]
        if any(row[column.name] is not None and row[column.name] not in there for row in rows):
            raise Misfit(f"{carrier.name}.{column.name}")


def _check_unique(carrier: Carrier, rows: list[Row]) -> None:
    names = {column.name for column in carrier.columns}
    for each in carrier.table.constraints:
        if isinstance(each, sa.UniqueConstraint | sa.PrimaryKeyConstraint):
            columns = tuple(column.name for column in each.columns)
            if names.issuperset(columns):
                _once(rows, columns)


def _once(rows: Iterable[Row], columns: tuple[str, ...]) -> None:
    seen = set()
    for row in rows:
        key = tuple(row[name] for name in columns)
        if key in seen:
            raise Misfit(f"twice: {columns}")
        seen.add(key)
