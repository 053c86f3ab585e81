"""The way back of a change in set-up, or of an act of a harvest: its rows put back as they
stood, in turns of the writer and a few statements each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Table, and_, bindparam, select, tuple_
from sqlmodel import Session

from app.refusals import MovedOn
from app.seminars.undo import Difference, Row, plain, table_named

AT_ONCE = 100
ORDER = (
    *("seminar", "dialogue", "prompt", "plan_step", "duty", "room", "seat", "seating", "holder"),
    *("theme", "quote", "finding", "co_facilitator", "led_room"),
)
"""Who is pointed at comes first: rows are put back in this order, and taken out against it."""


def steps(session: Session, changed: Sequence[Difference]) -> list[list[Difference]]:
    """The way back in turns of the writer; what is back already, since a crash came between two of
    them, is none of it. Raises MovedOn when something stands otherwise."""
    rows = sorted(((name, before, after) for name, before, after in changed), key=_order)
    found = _standing(session, rows)
    rows = [each for each in rows if not _is_back(each, found)]
    if any(not _as_it_was_left(each, found) for each in rows):
        raise MovedOn
    return [list(some) for some in _pieces(rows)] or [[]]


def put_back(session: Session, rows: Sequence[Difference]) -> None:
    """Take one turn of it back. Raises MovedOn, and then nothing of this turn is done."""
    found = _standing(session, rows)
    if any(not _as_it_was_left(each, found) for each in rows):
        raise MovedOn
    for (name, way), alike in groupby(rows, key=_deed):
        _do(session, table_named(name), way, list(alike))


def _deed(each: Difference) -> tuple[str, tuple[str, ...]]:
    """What is done to a row, for all of those that the same is done to: the columns that are put
    back in one that stands."""
    name, before, after = each
    if before is None or after is None:
        return name, ("delete" if before is None else "insert",)
    return name, tuple(sorted(before))


def _do(session: Session, table: Table, way: tuple[str, ...], rows: list[Difference]) -> None:
    keys = [column.name for column in table.primary_key]
    if way == ("delete",):
        gone = [tuple((after or {})[key] for key in keys) for _, _, after in rows]
        session.execute(table.delete().where(tuple_(*table.primary_key).in_(gone)))
        return
    values = [_typed(table, before or {}) for _, before, _ in rows]
    if way == ("insert",):
        session.execute(table.insert(), values)
        return
    here = and_(*(table.c[key] == bindparam(f"the_{key}") for key in keys))
    put: dict[str, Any] = {name: bindparam(f"to_{name}") for name in way if name not in keys}
    sent = [
        {f"{'the' if name in keys else 'to'}_{name}": value for name, value in row.items()}
        for row in values
    ]
    session.connection().execute(table.update().where(here).values(put), sent)


def _pieces(rows: list[Difference]) -> Iterator[list[Difference]]:
    for at in range(0, len(rows), AT_ONCE):
        yield rows[at : at + AT_ONCE]


def _order(each: Difference) -> tuple[object, ...]:
    """What was made is taken out first, last what others point at; then the rest comes back."""
    at = ORDER.index(each[0])
    return (0, -at) if each[1] is None else (1, at, _deed(each))


Standing = Mapping[tuple[str, tuple[Any, ...]], Mapping[Any, Any]]


def _standing(session: Session, rows: Iterable[Difference]) -> Standing:
    """How these rows stand, by table and key."""
    keys: dict[str, list[tuple[Any, ...]]] = {}
    for each in rows:
        name, key = _named_key(each)
        keys.setdefault(name, []).append(key)
    found: dict[tuple[str, tuple[Any, ...]], Mapping[Any, Any]] = {}
    for name, wanted in keys.items():
        table = table_named(name)
        for at in range(0, len(wanted), AT_ONCE):
            here = tuple_(*table.primary_key).in_(wanted[at : at + AT_ONCE])
            for row in session.execute(select(table).where(here)).mappings():
                found[name, tuple(row[each.name] for each in table.primary_key)] = row
    return found


def _named_key(each: Difference) -> tuple[str, tuple[Any, ...]]:
    name, before, after = each
    row = after if after is not None else before or {}
    return name, tuple(row[column.name] for column in table_named(name).primary_key)


def _as_it_was_left(each: Difference, standing: Standing) -> bool:
    found, after = standing.get(_named_key(each)), each[2]
    if after is None or found is None:
        return after is None and found is None
    return all(plain(found[name]) == value for name, value in after.items())


def _is_back(each: Difference, standing: Standing) -> bool:
    """Whether it stands as before; a row that is there again may have moved on in what counts."""
    found, (_, before, after) = standing.get(_named_key(each)), each
    if before is None or after is None or found is None:
        return (before is None) == (found is None)
    return all(plain(found[name]) == value for name, value in before.items())


def _typed(table: Table, row: Row) -> Row:
    return {name: _value(table.c[name].type.python_type, value) for name, value in row.items()}


def _value(kind: type, value: Any) -> Any:
    timely = issubclass(kind, date) and isinstance(value, str)
    return kind.fromisoformat(value) if timely else value  # type: ignore[attr-defined]
