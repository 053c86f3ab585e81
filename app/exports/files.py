"""An export as a file to be kept: its bytes, its kind, a tidy name."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

Format = Literal["docx", "odt", "pdf", "xlsx", "pptx", "site", "csv", "md", "json"]

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: dict[Format, str] = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "site": "application/zip",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}
CALENDAR = "text/calendar; charset=utf-8"
LONGEST_NAME = 80  # signs of the title
MOST_BYTES = 160  # of the title: a name has 255 on most disks, and some mail programs escape it
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A", "–": "-"})


@dataclass(frozen=True)
class File:
    """`title` is what it is about, in any letters and of any length; `details` tell it apart from
    other files of the same seminar and are never cut."""

    content: bytes
    format: Format | Literal["ics"]
    title: str
    details: str = ""

    @property
    def media_type(self) -> str:
        return CALENDAR if self.format == "ics" else MEDIA_TYPES[self.format]

    @property
    def disposition(self) -> str:
        """Both names of RFC 6266: one that any program reads, and the one with all its letters."""
        end = "zip" if self.format == "site" else self.format
        name, plain = (
            f"{' '.join(filter(None, parts))}.{end}"
            for parts in (
                (tidy(self.title), tidy(self.details, "")),
                (_latin(tidy(self.title)) or "Samtavle", _latin(tidy(self.details, ""))),
            )
        )
        return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def tidy(title: str, empty: str = "Samtavle") -> str:
    """A title as a file may be named everywhere: no signs that some system forbids, none unseen, no
    dot or space at the ends."""
    seen = "".join(sign if sign.isprintable() else " " for sign in title)
    words = re.sub(r'[\\/:*?"<>|]', " ", seen).split()
    short = " ".join(words)[:LONGEST_NAME].encode()[:MOST_BYTES].decode(errors="ignore")
    return short.strip(". ") or empty


def _latin(name: str) -> str:
    """What is left of it in plain letters; nothing where there is neither letter nor figure."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    left = re.sub(r"[^A-Za-z0-9 .()-]", "", plain)
    return " ".join(left.split()).strip(". ") if re.search(r"[A-Za-z0-9]", left) else ""
