"""The empty sheet that every Word file is written on: its styles are the XML files in `paper/`."""

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.exports.manuscript import Manuscript
from app.exports.packed import repacked, xml_safe
from app.languages import LANGUAGE_TAGS
from app.typeset import FONTS

_PAPER = Path(__file__).with_name("paper")
_KEYS = {  # as in paper/word/fontTable.xml
    "Inter-Regular": "5A4D5456-4C45-4E54-4552-2D524547554C",
    "Inter-SemiBold": "5A4D5456-4C45-4E54-4552-2D53454D4942",
}
_VEILED = 32  # first bytes of a font, which Office wants so that nobody takes it out by accident
_LONGEST_FACT = 255  # Word's own limit for a document's properties


def blank_paper(manuscript: Manuscript) -> Document:
    """A4 with the seminar's title above, when the report was made and page numbers below."""
    paper = docx.Document(_template())
    facts = paper.core_properties
    facts.title = xml_safe(manuscript.title)[:_LONGEST_FACT]
    facts.subject = xml_safe(manuscript.subject)[:_LONGEST_FACT]
    facts.author = "Samtavle"
    facts.language = LANGUAGE_TAGS[manuscript.language]
    facts.created = facts.modified = manuscript.made_at
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE_TAGS[manuscript.language])
    section = paper.sections[0]
    section.footer.paragraphs[0].runs[0].text = manuscript.footer
    return paper


def file_of(paper: Document, made_at: datetime) -> bytes:
    """The file; equal papers are equal bytes, since no clock but `made_at` gets into them."""
    saved = BytesIO()
    paper.save(saved)
    return repacked(saved.getvalue(), made_at)


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
        for name, key in _KEYS.items():
            target.writestr(f"word/fonts/{name}.odttf", _veiled(name, key))
    packed.seek(0)
    return packed


def _veiled(name: str, key: str) -> bytes:
    """A font as Office has it in a file (ECMA-376, part 4, 2.8.1)."""
    font = (FONTS / f"{name}.ttf").read_bytes()
    signs = bytes.fromhex(key.replace("-", ""))[::-1] * 2
    veil = bytes(one ^ other for one, other in zip(font, signs, strict=False))
    return veil + font[_VEILED:]
