"""Undo in set-up: whatever is changed there is kept as the rows that differ, and put back for as
long as nobody has changed the same since. One model for all of it, and no questions beforehand.

Rows of packages above are read by the name of their table, as foreign keys name them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Table, or_, select
from sqlmodel import Column, Field, Session, SQLModel, col, delete

from app.people.access import Asker
from app.people.rights import Act
from app.seminars.models import owned_by
from app.storage.ids import new_id
from app.storage.store import UtcDateTime, now

Row = dict[str, Any]
Rows = Mapping[str, Mapping[Any, Row | tuple[Any, ...]]]
"""By table and key; a tuple has its values in the order of the table's columns."""
Difference = tuple[str, Row | None, Row | None]
"""A table's name, and a row before and after; None where there was or is none."""

HOURS = 12
MOST_KEPT, MOST_HARVESTED = 30, 1_000
"""Of one asker: acts of a harvest are many and small."""
MOST_ASKERS = 20
"""So many times that of all askers of a seminar together. Whoever leads by a link is another asker
in each browser, so without an end to them the changes would have none either."""


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
    """What stands in these tables of a seminar, by key: as tuples, of which there are thousands
    and few differ."""
    found: dict[str, dict[Any, tuple[Any, ...]]] = {}
    for name in tables:
        table = table_named(name)
        query = select(table).where(_within(table, seminar_id))
        key = itemgetter(*map(list(table.c).index, table.primary_key))
        found[name] = {key(row): tuple(row) for row in session.execute(query)}
    return found


def rows_named(session: Session, ids: Mapping[str, Iterable[str]]) -> dict[str, dict[str, Row]]:
    """Single rows, by the names of their tables and their ids."""
    found: dict[str, dict[str, Row]] = {}
    for name, wanted in ids.items():
        table = table_named(name)
        rows = session.execute(select(table).where(table.c.id.in_(list(wanted)))).mappings()
        found[name] = {row["id"]: {k: plain(v) for k, v in row.items()} for row in rows}
    return found


def differences(before: Rows, after: Rows) -> list[Difference]:
    """Only what differs; of a row that was changed, its key and the columns that were."""
    return [
        found
        for name in before
        for key in {**before[name], **after[name]}
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
    """Keep a change, unless nothing was changed; the asker's oldest go, and no other's for that."""
    if not rows:
        return
    _forget_oldest(session, seminar_id, asker, act)
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


def _forget_oldest(session: Session, seminar_id: str, asker: Asker, act: Act) -> None:
    """Make place for one more, and let go what nobody can take back any more."""
    kept = MOST_HARVESTED if act is Act.HARVEST else MOST_KEPT
    here = (col(SetupChange.seminar_id) == seminar_id, _like(act))
    all_of_them = select(col(SetupChange.id)).where(*here).order_by(col(SetupChange.at).desc())
    mine = all_of_them.where(col(SetupChange.asker) == _name(asker))
    old = {
        *session.scalars(mine.offset(kept - 1)),
        *session.scalars(all_of_them.offset(MOST_ASKERS * kept - 1)),
    }
    over = col(SetupChange.at) <= now(session) - timedelta(hours=HOURS)
    gone = or_(col(SetupChange.id).in_(old), over)
    session.execute(delete(SetupChange).where(*here, gone))


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


def _difference(name: str, was: Any, is_: Any) -> Difference | None:
    if was == is_:
        return None
    before, after = (_named(name, row) for row in (was, is_))
    if before is None or after is None:
        return name, before, after
    keys = {column.name for column in table_named(name).primary_key}
    kept = {each for each in before if before[each] != after[each]} | keys
    return name, {k: before[k] for k in kept}, {k: after[k] for k in kept}


def _named(name: str, row: Row | tuple[Any, ...] | None) -> Row | None:
    if not isinstance(row, tuple):
        return row
    columns = (column.name for column in table_named(name).c)
    return {k: plain(v) for k, v in zip(columns, row, strict=True)}


def table_named(name: str) -> Table:
    return SQLModel.metadata.tables[name]


def _within(table: Table, seminar_id: str) -> Any:
    """The table's rows that belong to a seminar, however far up it stands."""
    if table.name == "seminar":
        return table.c.id == seminar_id
    if "seminar_id" in table.c:
        return table.c.seminar_id == seminar_id
    via = next(each for each in ("dialogue", "room") if f"{each}_id" in table.c)
    above = table_named(via)
    return table.c[f"{via}_id"].in_(select(above.c.id).where(above.c.seminar_id == seminar_id))


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _name(asker: Asker) -> str:
    return f"{asker.kind}:{asker.id}"
