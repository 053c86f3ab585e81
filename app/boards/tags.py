"""Texts as pages show them: each note with a word for whom it is from, in the reader's language."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from app.boards.document_cache import Current
from app.documents import html
from app.documents.text import Line
from app.rooms.models import Member, Speaker


class Tags:
    """`said_by` is "From %(name)s" in the reader's language."""

    def __init__(self, voices: Iterable[Member | Speaker], said_by: str) -> None:
        self._names: Mapping[str, str] = {each.id: each.name for each in voices}
        self._said_by = said_by

    def document(self, text: Current) -> Markup:
        """As the editor will show it."""
        return html.document(text.doc, self._as_edited)

    def notes(self, some: Iterable[Line]) -> Markup:
        """As reading pages show them: each with an address."""
        return html.notes(some, self._as_read)

    def by(self, member: str | None) -> str | None:
        """Nothing for a member that is gone."""
        name = self._names.get(member or "")
        return self._said_by % {"name": name} if name else None

    def _as_edited(self, note: str | None, member: str | None) -> dict[str, str | None]:
        return {**html.marked(note, member), "data-by": self.by(member)}

    def _as_read(self, note: str | None, member: str | None) -> dict[str, str | None]:
        address = note and f"note-{note}"
        return {"id": address, "data-note": note, "data-by": self.by(member)}
