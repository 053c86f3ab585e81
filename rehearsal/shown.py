"""What a reader sees in a page or a file, as plain lines: the reverse of the exports' escaping."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from html.parser import HTMLParser
from itertools import islice

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt

_INLINE = {"a", "abbr", "b", "code", "em", "i", "mark", "span", "strong", "u", "wbr"}
_HIDDEN = {"head", "script", "style", "template"}


class Page(HTMLParser):
    """The text lines of an HTML page, one for each block, and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self._text: list[str] = []
        self._hidden = 0
        self.feed(html)
        self.close()

    @property
    def lines(self) -> list[str]:
        return [line for line in map(one_line, "".join(self._text).split("\n")) if line]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]
        if tag == "br":
            self._text.append(" ")
        elif tag not in _INLINE:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN
        if tag not in _INLINE and tag != "br":
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._text.append(data.replace("\n", " "))


def one_line(text: str) -> str:
    """Spaces and breaks as a page shows them."""
    return " ".join(text.split())


def markdown_lines(data: bytes) -> list[str]:
    return Page(MarkdownIt("commonmark").render(data.decode())).lines


def word_lines(data: bytes) -> list[str]:
    """The paragraphs of a DOCX, those in tables too; of summaries that stand in two places one.
    Tables with a head tell again, as lists, what stands elsewhere: actions and members."""
    document = Document(io.BytesIO(data))
    body = document.element.body
    again = {
        each
        for table in body.iter(qn("w:tbl"))
        if next(table.iter(qn("w:tblHeader")), None) is not None
        for each in table.iter(qn("w:p"))
    }
    found = [Paragraph(each, document) for each in body.iter(qn("w:p")) if each not in again]
    return [one_line(each.text) for each in found if each._p.style not in _DIGEST]


_DIGEST = ("Digest", "DigestItem")
_PARTS = {"Summary": "summary", "Oppsummering": "summary", "Note": "note", "Notat": "note"}


def csv_rows(data: bytes) -> "Counter[tuple[int, str, str]]":
    """(room, `note` or `summary`, text) → how often; the apostrophes before formulas taken away.
    The headings are in the seminar's language, the order of the columns is always the same."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    return Counter((int(row[3]), _PARTS[row[7]], _plain(row[8])) for row in islice(rows, 1, None))


def json_notes(data: bytes) -> dict[str, list[tuple[str, str]]]:
    """Answer id → (note id, text) of every answer of the archive."""
    return {
        answer["id"]: [(note["id"], note["text"]) for note in answer["notes"]["notes"]]
        for answer in json.loads(data)["answers"]
    }


def missing(
    lines: Iterable[str], texts: Iterable[str], names: Collection[str]
) -> tuple[list[str], list[str]]:
    """Texts that no line shows, and texts that are shown once more than they were written.

    A line shows a text when it is that text, perhaps after the name of the member that said it.
    Long texts look first, since a short one may be the end of a long one.
    """
    left = Counter(lines)
    wanted = sorted(map(one_line, texts), key=len, reverse=True)
    lost = []
    for text in wanted:
        found = text if left[text] > 0 else _showing(left, text, names)
        if found is None:
            lost.append(text)
        else:
            left[found] -= 1
    return lost, sorted({text for text in wanted if _showing(left, text, names)})


def _showing(left: "Counter[str]", text: str, names: Collection[str]) -> str | None:
    """The first of the lines that are left which shows a text."""
    for line, count in left.items():
        before = line.removesuffix(text)
        named = before.endswith(" ") and before.rstrip(": ").endswith(tuple(names))
        if count > 0 and before != line and (not before or named):
            return line
    return None


def _plain(cell: str) -> str:
    return re.sub(r"^'", "", cell, flags=re.MULTILINE)
