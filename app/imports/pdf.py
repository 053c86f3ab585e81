"""The text of a printed wall, as lines from top to bottom.

A printer's file says where each letter stands, not what belongs together; the library puts the
lines together, with a blank one where paper was left free, and what letters lost is mended later.
What lies on the pages beside their text is told after it; a page without any by its number.
"""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from app.dividing.lines import Line
from app.imports.source import Source, TooMuch, Unreadable

MOST_PAGES = 400
MOST_LETTERS = 2_000_000
_SCATTERED = re.compile(r"[ \t]{2,}(?=\S)")


def read(data: bytes) -> Source:
    """Raises Unreadable or TooMuch."""
    from pypdf import PdfReader  # not needed before the first wall

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        book = PdfReader(io.BytesIO(data))
        if len(book.pages) > MOST_PAGES:
            raise TooMuch
        texts: list[str] = []
        beside: list[tuple[str, str]] = []
        for at, page in enumerate(book.pages, 1):
            texts.append(page.extract_text(extraction_mode="layout") or "")
            if sum(map(len, texts)) > MOST_LETTERS:
                raise TooMuch
            if not texts[-1].strip():
                beside.append(("picture", f"({at})"))
            beside += _marks(page)
        beside += [("attachment", name) for name in book.attachments]
    except TooMuch:
        raise
    except Exception as error:  # the library raises whatever a broken file leads it to
        raise Unreadable from error
    physical = "\n\n".join(texts).split("\n")
    lines = tuple(
        Line(at, _SCATTERED.sub(" ", each.lstrip())) for at, each in enumerate(physical, 1)
    )
    if not any(each.text.strip() for each in lines):
        raise Unreadable
    return Source("pdf", lines).beside(dict.fromkeys(beside))


def _marks(page: Any) -> Iterator[tuple[str, str]]:
    """What readers wrote on a page, and the addresses that its texts lead to."""
    for mark in page.annotations or ():
        facts = mark.get_object()
        action = facts.get("/A")
        address = action.get_object().get("/URI") if action else None
        said = facts.get("/Contents")
        for why, text in (("link", address), ("comment", said if said != address else None)):
            if text and str(text).strip():
                yield why, " ".join(str(text).split())
