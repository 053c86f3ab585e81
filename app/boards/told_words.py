"""The words of state that rooms were told last, and which of them stand for sure: whoever writes on
changes its text every second and its word hardly ever."""

from typing import NamedTuple

from app.boards.document_cache import Documents
from app.boards.models import NOTES
from app.boards.state import State, state
from app.storage.store import Store

MOST_WORDS = 50_000


class StateWord(NamedTuple):
    """What is told of an answer: its state, and whether writing is over."""

    state: State
    over: bool


class _Alone(NamedTuple):
    """An answer that nobody else's text says anything of, and what its room said of it."""

    said: str | None
    over: bool


class ToldWords:
    """Words by answer. What was read of an answer is good until anything but text is written, and
    all that is known of a room until another process has told something there."""

    def __init__(self, store: Store) -> None:
        self.words: dict[str, StateWord] = {}
        self._writer, self._info = store.writer, store.info
        self._alone: dict[str, _Alone] = {}
        self._in: dict[str, set[str]] = {}
        self._seen, self._forgotten = self._writer.others, 0

    def seen(self) -> int:
        """To be taken before one reads."""
        return self._writer.others + self._forgotten

    def learn(self, room_id: str, words: dict[str, StateWord], seen: int) -> None:
        if len(self.words) > MOST_WORDS:
            self.forget()  # they are told once more
        elif seen == self.seen():
            self._in.setdefault(room_id, set()).update(words)
            self.words |= words

    def learn_alone(self, answer_id: str, said: str | None, *, over: bool, seen: int) -> None:
        """Its word hangs on its own text, until somebody says other or a stage changes."""
        if seen == self.seen():
            self._keep_up()
            self._alone[answer_id] = _Alone(said, over)

    def stands(self, answer_id: str) -> bool:
        """Whether the text that is in memory has the word that was told."""
        self._keep_up()
        alone = self._alone.get(answer_id)
        documents: Documents = self._info["documents"]
        text = documents.newest((answer_id, NOTES)) if alone else None
        if alone is None or text is None:
            return False
        word = StateWord(state(alone.said, text.shown, over=alone.over), alone.over)
        return self.words.get(answer_id) == word

    def forget_room(self, room_id: str) -> None:
        self._forgotten += 1
        for answer_id in list(self._in.pop(room_id, ())):
            self.words.pop(answer_id, None)
            self._alone.pop(answer_id, None)

    def forget(self) -> None:
        self._forgotten += 1
        for known in (self.words, self._alone, self._in):
            known.clear()

    def _keep_up(self) -> None:
        if self._seen != self._writer.others:
            self._alone.clear()
            self._seen = self._writer.others
