"""Texts that have just become whole: what a room was asked of them is asked no more."""

from app.boards.document_cache import Documents
from app.boards.loose_ends import loose_ends
from app.boards.models import NOTES
from app.storage.store import Store

MOST_TEXTS = 50_000


class Mended:
    """Which texts were whole when they were last looked at. Nothing is read for it: whoever writes
    changes a text every second, and makes it whole once a sentence."""

    def __init__(self, store: Store) -> None:
        self._info = store.info
        self._whole: set[str] = set()

    def is_whole_now(self, answer_id: str) -> bool:
        """Whether it was not when this was asked before."""
        documents: Documents = self._info["documents"]
        notes = documents.newest((answer_id, NOTES))
        if notes is None or not notes.text or loose_ends(notes.text):
            self._whole.discard(answer_id)
            return False
        known = answer_id in self._whole
        if len(self._whole) > MOST_TEXTS:
            self.forget()
        self._whole.add(answer_id)
        return not known

    def forget(self) -> None:
        self._whole.clear()
