"""What a file that is taken home is called: in any letters, of any length, on any system."""

import re
import unicodedata
from urllib.parse import quote

LONGEST_NAME = 80  # signs of the title
MOST_BYTES = 160  # of the title: a name has 255 on most disks, and some mail programs escape it
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A", "–": "-"})


def disposition(title: str, details: str, end: str) -> str:
    """Both names of RFC 6266: one that any program reads, and the one with all its letters.
    `details` tell the file apart from others of the same title and are never cut."""
    name, plain = (
        f"{' '.join(filter(None, parts))}.{end}"
        for parts in (
            (tidy(title), tidy(details, "")),
            (_latin(tidy(title)) or "Samtavle", _latin(tidy(details, ""))),
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
