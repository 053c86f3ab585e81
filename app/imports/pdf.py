"""The text of a printed wall, as lines from top to bottom.

A printer's file says where each letter stands, not what belongs together; the library puts the
lines together, with a blank one where paper was left free, and what letters lost is mended later.
"""

import io
import logging
import re

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
        for page in book.pages:
            texts.append(page.extract_text(extraction_mode="layout") or "")
            if sum(map(len, texts)) > MOST_LETTERS:
                raise TooMuch
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
    return Source("pdf", lines)
