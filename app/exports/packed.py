"""What every file that is a zip of XML needs: text that it can hold, and the same bytes again."""

import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_HTML = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(0x10000 * plane - 2)}{chr(0x10000 * plane - 1)}" for plane in range(2, 18))
    + "]"
)
FIRST = "mimetype"  # of OpenDocument: before all others, and not deflated


def xml_safe(text: str) -> str:
    """The text with a sign for each character that no XML file can hold."""
    return _NOT_XML.sub("\ufffd", _one_line_end(text))


def fit_html(text: str) -> str:
    """The text with a sign for each character that no valid page holds."""
    return _NOT_HTML.sub("\ufffd", _one_line_end(text))


def _one_line_end(text: str) -> str:
    """As whoever reads XML or HTML does; who writes them may take the two of Windows for two."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def packed(parts: Iterable[tuple[str, bytes]], made_at: datetime) -> bytes:
    """A zip with these parts in their order, all of them as old as the report."""
    out = BytesIO()
    moment = max(made_at.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts:
            kind = zipfile.ZIP_STORED if name == FIRST else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(name, moment), content, kind)
    return out.getvalue()


def repacked(file: bytes, made_at: datetime) -> bytes:
    """The same zip without the clock of whoever made it."""
    with zipfile.ZipFile(BytesIO(file)) as source:
        names = sorted(source.namelist(), key=lambda name: name != FIRST)
        return packed(((name, source.read(name)) for name in names), made_at)
