"""The empty sheet that every Word file is written on: its styles are the XML files in `paper/`."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.exports.outline import Outline

_PAPER = Path(__file__).with_name("paper")
_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_LONGEST_FACT = 255  # Word's own limit for a document's properties
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def blank_paper(outline: Outline, title: str, made_at: str) -> Document:
    """A4 with the seminar's title above, when the report was made and page numbers below."""
    paper = docx.Document(_template())
    facts = paper.core_properties
    facts.title, facts.subject = fit(title)[:_LONGEST_FACT], fit(outline.title)[:_LONGEST_FACT]
    facts.author = "Samtavle"
    facts.language = _LANGUAGES[outline.language]
    facts.created = facts.modified = outline.made_at
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGES[outline.language])
    section = paper.sections[0]
    section.footer.paragraphs[0].runs[0].text = made_at
    return paper


def file_of(paper: Document, made_at: datetime) -> bytes:
    """The file; equal papers are equal bytes, since no clock but `made_at` gets into them."""
    saved, packed = BytesIO(), BytesIO()
    paper.save(saved)
    moment = made_at.timetuple()[:6]
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, moment)
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def fit(text: str) -> str:
    """The text with a sign for each character that no XML file can hold."""
    return _NOT_XML.sub("\ufffd", text)


def element(tag: str, **attributes: str | int) -> Any:
    """An element of WordprocessingML with attributes of the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def _template() -> BytesIO:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for part in sorted(_PAPER.rglob("*")):
            if part.is_file():
                target.write(part, part.relative_to(_PAPER).as_posix())
    packed.seek(0)
    return packed
