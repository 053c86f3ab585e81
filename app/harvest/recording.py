"""The way back of a harvest: each act as the rows that differ, by whoever did it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, SQLModel, col, select

from app.boards.models import Answer
from app.harvest.models import Quote, Theme, touch
from app.people.access import Asker
from app.people.rights import Act
from app.refusals import MovedOn
from app.rooms import messages
from app.seminars import putting_back, undo
from app.seminars.undo import Difference, SetupChange
from app.storage.store import now

MESSAGE = "message"


@dataclass(frozen=True)
class TakenBack:
    """What an act had said, and the rooms in which a message stands otherwise by its undoing."""

    said: str
    rooms: tuple[str, ...]


class Recording:
    """What one act does to themes, quotes and whatever else is decided on before a report: a verb
    says which rows it is going to change, and which it has made."""

    def __init__(self, session: Session, seminar_id: str) -> None:
        self.session = session
        self.seminar_id = seminar_id
        self._before: dict[str, dict[str, undo.Row]] = {}
        self._ids: dict[str, set[str]] = {}
        self._messages: list[Difference] = []

    def keep(self, *rows: SQLModel) -> None:
        """These are going to be changed, or to go."""
        self.session.flush()
        names = _by_table(rows)
        for table, found in undo.rows_named(self.session, names).items():
            self._before[table] = found | self._before.get(table, {})
        self.made(*rows)

    def made(self, *rows: SQLModel) -> None:
        for table, ids in _by_table(rows).items():
            self._before.setdefault(table, {})
            self._ids.setdefault(table, set()).update(ids)

    def sent(self, message_id: str) -> None:
        """A message went out with the act. It has a way back of its own: not its row is put back,
        since a newer line to the same room may have ended it, and that counts."""
        self._messages.append((MESSAGE, None, {"id": message_id}))

    def ended(self, message_id: str) -> None:
        """A message was taken down with the act."""
        self._messages.append((MESSAGE, {"id": message_id}, None))

    def record(self, asker: Asker, said: str) -> None:
        """Keep it with its way back; `said` is a message that tells what was done."""
        self.session.flush()
        after = undo.rows_named(self.session, self._ids)
        rows = [*undo.differences(self._before, after), *self._messages]
        if not rows:
            return
        undo.record(self.session, self.seminar_id, asker, said, rows, act=Act.HARVEST)
        touch(self.session, self.seminar_id)


def take_back(session: Session, seminar_id: str, asker: Asker) -> TakenBack | None:
    """Undo one's own last act that still stands; None where there is none. Raises MovedOn where
    somebody has gone on with the same."""
    change = undo.latest(session, seminar_id, asker, Act.HARVEST)
    if change is None:
        return None
    rows = [each for each in change.rows if each[0] != MESSAGE]
    for turn in putting_back.steps(session, rows):
        _refuse_used(session, turn)
        putting_back.put_back(session, turn)
    change.undone_at = now(session)
    session.add(change)
    session.flush()
    session.expire_all()
    told = [_message_back(session, seminar_id, each) for each in change.rows if each[0] == MESSAGE]
    touch(session, seminar_id)
    return TakenBack(change.said, tuple(filter(None, told)))


def _message_back(session: Session, seminar_id: str, sent: Difference) -> str | None:
    """The room that is told, unless the message had ended already or another stands instead."""
    _, before, after = sent
    if after:
        done = messages.take_back(session, seminar_id, after["id"])
    else:
        done = messages.put_back(session, seminar_id, (before or {})["id"])
    return done.room_id if done else None


def last_act(session: Session, seminar_id: str, asker: Asker) -> SetupChange | None:
    return undo.latest(session, seminar_id, asker, Act.HARVEST)


def _refuse_used(session: Session, rows: Sequence[Difference]) -> None:
    """A theme that others have put quotes into stays, and no quote comes back into a theme that is
    gone, or of an answer that is. Raises MovedOn."""
    going = {after["id"] for name, _, after in rows if name == "quote" and after}
    made = [after["id"] for name, before, after in rows if name == "theme" and after and not before]
    held = session.exec(select(Quote.id).where(col(Quote.theme_id).in_(made)))
    coming = [before for name, before, _ in rows if name in ("quote", "finding") and before]
    themes = {each["theme_id"] for each in coming if "theme_id" in each}
    themes -= {before["id"] for name, before, _ in rows if name == "theme" and before}
    answers = {each[name] for each in coming for name in ("answer_id", "of_id") if each.get(name)}
    if set(held) - going or _lacks(session, Theme, themes) or _lacks(session, Answer, answers):
        raise MovedOn


def _lacks(session: Session, kind: type[Theme | Answer], ids: set[str]) -> bool:
    there = session.exec(select(col(kind.id)).where(col(kind.id).in_(ids)))
    return bool(ids - set(there))


def _by_table(rows: Iterable[SQLModel]) -> dict[str, set[str]]:
    """Ids by the name of their table."""
    names: dict[str, set[str]] = {}
    for row in rows:
        names.setdefault(str(row.__tablename__), set()).add(vars(row)["id"])
    return names
