"""Notes as reading pages show them: each with an address, and a word for whom it is from."""

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from app.documents import html
from app.documents.text import Line

_NOTE = re.compile(r'<p data-note="([^"]*)"(?: data-member="([^"]*)")?')


class Quoting:
    """`names` are members by id; `said_by` is "From %(name)s" in the reader's language."""

    def __init__(self, names: Mapping[str, str], said_by: str) -> None:
        self._names, self._said_by = names, said_by

    def __call__(self, notes: Iterable[Line]) -> Markup:
        return Markup(_NOTE.sub(self._tagged, html.notes(notes)))  # noqa: S704 - ours, and escaped

    def by(self, line: Line) -> str:
        name = self._names.get(line.member or "")
        return self._said_by % {"name": name} if name else ""

    def _tagged(self, found: re.Match[str]) -> str:
        note, member = found.groups()  # both are escaped already
        name = self._names.get(member or "")
        by = f' data-by="{escape(self._said_by % {"name": name})}"' if name else ""
        return f'<p id="note-{note}" data-note="{note}"{by}'
