"""Undo in set-up: whatever is changed there is kept as the rows that differ, and put back for as
long as nobody has changed the same since. One model for all of it, and no questions beforehand.

Rows of packages above are read by the name of their table, as foreign keys name them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Table, and_, select
from sqlmodel import Column, Field, Session, SQLModel, col, delete

from app.people.access import Asker
from app.people.rights import Act
from app.refusals import MovedOn
from app.seminars.models import owned_by
from app.storage.ids import new_id
from app.storage.store import UtcDateTime, now

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]
Difference = tuple[str, Row | None, Row | None]
"""A table's name, and a row before and after; None where there was or is none."""

HOURS = 12
MOST_KEPT = 30
MOST_HARVESTED = 1_000
"""Acts of a harvest are many and small, and several people's."""
AT_ONCE = 100
ORDER = (
    *("seminar", "dialogue", "prompt", "plan_step", "duty", "room", "seat", "seating", "holder"),
    *("theme", "quote", "finding", "co_facilitator", "led_room"),
)
"""Who is pointed at comes first: rows are put back in this order, and taken out against it."""


class SetupChange(SQLModel, table=True):
    """One change of a seminar, with the way back. `said` is a message."""

    __tablename__ = "setup_change"

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    asker: str
    act: str
    at: datetime = Field(sa_type=UtcDateTime)
    said: str
    rows: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def rows_of(session: Session, seminar_id: str, tables: Iterable[str]) -> Rows:
    """What stands in these tables of a seminar, by key."""
    found: Rows = {}
    for name in tables:
        table = _table(name)
        query = select(table).where(_within(table, seminar_id))
        rows = (
            {k: _plain(v) for k, v in each.items()} for each in session.execute(query).mappings()
        )
        found[name] = {_key(table, row): row for row in rows}
    return found


def rows_named(session: Session, ids: Mapping[str, Iterable[str]]) -> Rows:
    """The same of single rows, by the names of their tables and their ids."""
    found: Rows = {}
    for name, wanted in ids.items():
        table = _table(name)
        rows = session.execute(select(table).where(table.c.id.in_(list(wanted)))).mappings()
        found[name] = {row["id"]: {k: _plain(v) for k, v in row.items()} for row in rows}
    return found


def differences(before: Rows, after: Rows) -> list[Difference]:
    """Only what differs; of a row that was changed, its key and the columns that were."""
    return [
        found
        for name in before
        for key in before[name] | after[name]
        if (found := _difference(name, before[name].get(key), after[name].get(key)))
    ]


def record(
    session: Session,
    seminar_id: str,
    asker: Asker,
    said: str,
    rows: Sequence[Difference],
    *,
    act: Act = Act.SET_UP,
) -> None:
    """Keep a change, unless nothing was changed; the oldest go."""
    if not rows:
        return
    mine = select(col(SetupChange.id)).where(col(SetupChange.seminar_id) == seminar_id, _like(act))
    kept = MOST_HARVESTED if act is Act.HARVEST else MOST_KEPT
    old = session.scalars(mine.order_by(col(SetupChange.at).desc()).offset(kept - 1)).all()
    session.execute(delete(SetupChange).where(col(SetupChange.id).in_(old)))
    session.add(
        SetupChange(
            seminar_id=seminar_id,
            asker=_name(asker),
            act=act,
            at=now(session),
            said=said,
            rows=[list(each) for each in rows],
        )
    )


def latest(
    session: Session, seminar_id: str, asker: Asker, act: Act = Act.SET_UP
) -> SetupChange | None:
    """One's own last change that still stands, of the last hours."""
    query = select(SetupChange).where(
        _like(act),
        col(SetupChange.seminar_id) == seminar_id,
        col(SetupChange.asker) == _name(asker),
        col(SetupChange.undone_at).is_(None),
        col(SetupChange.at) > now(session) - timedelta(hours=HOURS),
    )
    return session.scalars(query.order_by(col(SetupChange.at).desc()).limit(1)).first()


def _like(act: Act) -> Any:
    """What is made ready and what is harvested have a way back each."""
    harvested = col(SetupChange.act) == Act.HARVEST
    return harvested if act is Act.HARVEST else ~harvested


def steps(session: Session, changed: Sequence[Difference]) -> list[list[Difference]]:
    """The way back in turns of the writer; what is back already, since a crash came between two of
    them, is none of it. Raises MovedOn when something stands otherwise."""
    rows = sorted(((name, before, after) for name, before, after in changed), key=_place)
    rows = [each for each in rows if not _is_back(session, each)]
    if any(not _as_it_was_left(session, each) for each in rows):
        raise MovedOn
    return [list(some) for some in _pieces(rows)] or [[]]


def put_back(session: Session, rows: Sequence[Difference]) -> None:
    """Take one turn of it back. Raises MovedOn, and then nothing of this turn is done."""
    for name, before, after in rows:
        table = _table(name)
        if not _as_it_was_left(session, (name, before, after)):
            raise MovedOn
        if before is None:
            session.execute(table.delete().where(_is(table, after or {})))
        elif after is None:
            session.execute(table.insert().values(_typed(table, before)))
        else:
            session.execute(table.update().where(_is(table, after)).values(_typed(table, before)))


def _pieces(rows: list[Difference]) -> Iterator[list[Difference]]:
    for at in range(0, len(rows), AT_ONCE):
        yield rows[at : at + AT_ONCE]


def _place(each: Difference) -> tuple[int, int]:
    """What was made is taken out first, last what others point at; then the rest comes back."""
    at = ORDER.index(each[0])
    return (0, -at) if each[1] is None else (1, at)


def _difference(name: str, before: Row | None, after: Row | None) -> Difference | None:
    if before is None or after is None or before == after:
        return (name, before, after) if before != after else None
    keys = {column.name for column in _table(name).primary_key}
    kept = {each for each in before if before[each] != after[each]} | keys
    return name, {k: before[k] for k in kept}, {k: after[k] for k in kept}


def _as_it_was_left(session: Session, each: Difference) -> bool:
    found, after = _row_of(session, each), each[2]
    if after is None or found is None:
        return after is None and found is None
    return all(_plain(found[name]) == value for name, value in after.items())


def _is_back(session: Session, each: Difference) -> bool:
    """Whether it stands as before; a row that is there again may have moved on in what counts."""
    found, (_, before, after) = _row_of(session, each), each
    if before is None or after is None or found is None:
        return (before is None) == (found is None)
    return all(_plain(found[name]) == value for name, value in before.items())


def _row_of(session: Session, each: Difference) -> Mapping[Any, Any] | None:
    table = _table(each[0])
    row = each[2] if each[2] is not None else each[1] or {}
    return session.execute(select(table).where(_is(table, row))).mappings().first()


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


def _within(table: Table, seminar_id: str) -> Any:
    """The table's rows that belong to a seminar, however far up it stands."""
    if table.name == "seminar":
        return table.c.id == seminar_id
    if "seminar_id" in table.c:
        return table.c.seminar_id == seminar_id
    via = next(each for each in ("dialogue", "room") if f"{each}_id" in table.c)
    above = _table(via)
    return table.c[f"{via}_id"].in_(select(above.c.id).where(above.c.seminar_id == seminar_id))


def _key(table: Table, row: Row) -> str:
    return "/".join(str(row[column.name]) for column in table.primary_key)


def _is(table: Table, row: Row) -> Any:
    return and_(*(column == row[column.name] for column in table.primary_key))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(table: Table, row: Row) -> Row:
    return {name: _value(table.c[name].type.python_type, value) for name, value in row.items()}


def _value(kind: type, value: Any) -> Any:
    timely = issubclass(kind, date) and isinstance(value, str)
    return kind.fromisoformat(value) if timely else value  # type: ignore[attr-defined]


def _name(asker: Asker) -> str:
    return f"{asker.kind}:{asker.id}"
