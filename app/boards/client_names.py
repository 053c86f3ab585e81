"""Whose a client's name is in a document: nobody's steps may pass for somebody else's."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlmodel import Session, SQLModel, col

from app.boards.document_cache import Key
from app.boards.models import ClientName
from app.refusals import NameTaken

_OWNERS = select(
    col(ClientName.answer_id), col(ClientName.kind), col(ClientName.name), col(ClientName.seat_id)
).where(
    col(ClientName.answer_id).in_(bindparam("answers", expanding=True)),
    col(ClientName.name).in_(bindparam("names", expanding=True)),
)
_GIVE = insert(SQLModel.metadata.tables["client_name"])


class ClientNames:
    """The names in use in some documents, read in the transaction that takes their steps."""

    def __init__(self, session: Session, answers: Collection[str], names: Collection[str]) -> None:
        self._session = session
        asked = {"answers": list(answers), "names": list(names)}
        rows = session.connection().execute(_OWNERS, asked)
        self._owners = {((answer, kind), name): seat for answer, kind, name, seat in rows}
        self._given: list[dict[str, Any]] = []

    def require(self, key: Key, name: str, seat_id: str) -> None:
        """Raises NameTaken for a name that is another seat's."""
        if self._owners.get((key, name), seat_id) != seat_id:
            raise NameTaken

    def give(self, key: Key, name: str, seat_id: str) -> None:
        """From now on the name is this seat's: its steps were taken."""
        if (key, name) not in self._owners:
            self._owners[key, name] = seat_id
            row = {"answer_id": key[0], "kind": key[1], "name": name, "seat_id": seat_id}
            self._given.append(row)

    def write(self) -> None:
        if self._given:
            self._session.connection().execute(_GIVE, self._given)
