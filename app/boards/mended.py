"""Texts that have just become whole: what a room was asked of them is asked no more."""

from app.boards.document_cache import Documents
from app.boards.loose_ends import loose_ends
from app.boards.models import NOTES
from app.storage.store import Store

MOST_ROOMS = 10_000


class Mended:
    """Which texts of a room were whole when they were last looked at. Nothing is read for it:
    whoever writes changes a text every second, and makes it whole once a sentence."""

    def __init__(self, store: Store) -> None:
        self._info = store.info
        self._whole: dict[str, set[str]] = {}

    def is_whole_now(self, room_id: str, answer_id: str) -> bool:
        """Whether it was not when this was asked before."""
        documents: Documents = self._info["documents"]
        notes = documents.newest((answer_id, NOTES))
        if len(self._whole) > MOST_ROOMS:
            self.forget()
        whole = self._whole.setdefault(room_id, set())
        if notes is None or not notes.text or loose_ends(notes.text):
            whole.discard(answer_id)
            return False
        known = answer_id in whole
        whole.add(answer_id)
        return not known

    def forget_room(self, room_id: str) -> None:
        self._whole.pop(room_id, None)

    def forget(self) -> None:
        self._whole.clear()
