"""The rows of a seminar as plain JSON values: from the database, and back to it under other ids."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.carried.tables import Carrier, carriers, kind_of, points_to
from app.seminars.models import Seminar
from app.storage.ids import LETTERS

Row = dict[str, Any]
NewId = Callable[[str], str]


def rows(session: Session, seminar_id: str) -> dict[str, list[Row]]:
    """By the name of their table, each table's in the order of their keys."""
    return {carrier.name: list(_read(session, carrier, seminar_id)) for carrier in carriers()}


def _read(session: Session, carrier: Carrier, seminar_id: str) -> Iterator[Row]:
    query = sa.select(*carrier.columns).where(within(carrier.table, seminar_id))
    if carrier.only:
        query = query.where(sa.text(carrier.only))
    for found in session.execute(query.order_by(*carrier.table.primary_key)).mappings():
        yield {name: _plain(value) for name, value in found.items()}


def within(table: sa.Table, seminar_id: str) -> sa.ColumnElement[bool]:
    """The table's rows that belong to a seminar, however far up it stands."""
    if table.name == Seminar.__tablename__:
        return table.c.id == seminar_id
    if "seminar_id" in table.c:
        return table.c.seminar_id == seminar_id
    keys = [each for each in table.columns if each.foreign_keys]
    owner = next((each for each in keys if not each.nullable), keys[0])
    above = next(iter(owner.foreign_keys)).column.table
    return owner.in_(sa.select(above.c.id).where(within(above, seminar_id)))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def new_ids(source: str) -> NewId:
    """An id for each id of an archive: the same one each time it is asked for."""

    def made(old: str) -> str:
        told = hashlib.sha256(f"{source}\0{old}".encode("utf-8", "replace")).digest()
        return LETTERS[told[0] % 24] + "".join(LETTERS[byte & 31] for byte in told[1:16])

    return made


def renamed(carrier: Carrier, row: Mapping[str, Any], new: NewId) -> Row:
    """A row as the database takes it, with new ids wherever it says one."""
    return {
        name: _typed(carrier.table.c[name], value, new)
        for name, value in row.items()
        if name in carrier.table.c
    }


def _typed(column: sa.Column[Any], value: Any, new: NewId) -> Any:
    if value is None:
        return None
    if column.name == "id" or points_to(column):
        return new(value)
    if isinstance(column.type, sa.JSON):
        return tagged(value, new)
    kind: Any = kind_of(column)
    return kind.fromisoformat(value) if issubclass(kind, date) else value


def tagged(value: Any, new: NewId) -> Any:
    """A text, or a step of one, whose paragraphs name members by their new ids."""
    if isinstance(value, list):
        return [tagged(each, new) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("attr") == "member" and isinstance(value.get("value"), str):
        return {**value, "value": new(value["value"])}
    return {
        name: new(each)
        if name == "member" and isinstance(each, str)
        else each
        if name == "text"
        else tagged(each, new)
        for name, each in value.items()
    }
