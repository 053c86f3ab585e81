"""An export as a file to be kept: its bytes, its kind, a tidy name."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

Format = Literal["docx", "csv", "md", "json"]

MEDIA_TYPES: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}
LONGEST_NAME = 80
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})


@dataclass(frozen=True)
class File:
    """`title` is what it is about, in any letters; the name is made from it."""

    content: bytes
    format: Format
    title: str

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.format]

    @property
    def disposition(self) -> str:
        """Both names of RFC 6266: one that any program reads, and the one with all its letters."""
        name = f"{tidy(self.title)}.{self.format}"
        plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        plain = re.sub(r"[^A-Za-z0-9 .()-]", "", plain.replace("–", "-"))
        return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def tidy(title: str) -> str:
    """A title as a file may be named everywhere: no signs that some system forbids, none unseen, no
    dot or space at the ends."""
    seen = "".join(sign if sign.isprintable() else " " for sign in title)
    words = re.sub(r'[\\/:*?"<>|]', " ", seen).split()
    return " ".join(words)[:LONGEST_NAME].strip(". ") or "Samtavle"
