"""Whose a client's name is in a document: nobody's steps may pass for somebody else's."""

from collections.abc import Iterable

from app.boards.document_cache import Key
from app.refusals import NameTaken

Owned = tuple[str, str, str, str]
"""A row: answer, kind, name, seat."""


class ClientNames:
    """The names in use in some documents, as the database has them."""

    def __init__(self, rows: Iterable[Owned] = ()) -> None:
        self._owners: dict[tuple[Key, str], str] = {}
        self._given: list[Owned] = []
        self.learn(rows)

    def learn(self, rows: Iterable[Owned]) -> None:
        self._owners |= {((answer, kind), name): seat for answer, kind, name, seat in rows}

    def require(self, key: Key, name: str, seat_id: str) -> None:
        """Raises NameTaken for a name that is another seat's."""
        if self._owners.get((key, name), seat_id) != seat_id:
            raise NameTaken

    def give(self, key: Key, name: str, seat_id: str) -> None:
        """From now on the name is this seat's: its steps were taken."""
        if (key, name) not in self._owners:
            self._owners[key, name] = seat_id
            self._given.append((*key, name, seat_id))

    def given(self) -> list[Owned]:
        """What must be written; each is told once."""
        given, self._given = self._given, []
        return given
