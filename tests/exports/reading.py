"""The text of an exported file, read by a program that is not ours."""

import io
import zipfile
from xml.etree import ElementTree as ET

import docx
import html5lib
import openpyxl
import pptx
from pdfminer.high_level import extract_text

_ODT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_TOLD = (f"{_SVG}title", f"{_SVG}desc")  # of a figure, for those who do not see it
_HTML = "{http://www.w3.org/1999/xhtml}"


def read(format: str, content: bytes) -> str:
    """All of it, in the order in which it stands."""
    readers = {
        "docx": _word,
        "odt": _odt,
        "pdf": lambda content: extract_text(io.BytesIO(content)),
        "xlsx": _workbook,
        "pptx": _slides,
        "site": _site,
    }
    return readers.get(format, bytes.decode)(content)


def pages(content: bytes) -> dict[str, ET.Element]:
    """The pages of a website in a zip; raises where one is not valid HTML."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        parser = html5lib.HTMLParser(strict=True)
        return {
            name: parser.parse(found.read(name).decode())
            for name in found.namelist()
            if name.endswith(".html")
        }


def _word(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    found = []
    for block in paper.iter_inner_content():
        if isinstance(block, docx.table.Table):
            found += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            found.append(block.text)
    return "\n".join(found)


def _odt(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        root = ET.fromstring(found.read("content.xml"))
    return "\n".join(
        _odt_text(each) for each in root.iter() if each.tag in (f"{_ODT}p", f"{_ODT}h")
    )


def _odt_text(element: ET.Element) -> str:
    if element.tag in _TOLD:
        return ""
    signs = {f"{_ODT}line-break": "\n", f"{_ODT}tab": "\t"}
    own = signs.get(element.tag, element.text or "")
    if element.tag == f"{_ODT}s":
        own = " " * int(element.get(f"{_ODT}c", "1"))
    return own + "".join(_odt_text(each) + (each.tail or "") for each in element)


def _workbook(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join("\t".join(str(cell) for cell in row if cell is not None) for row in rows)


def _slides(content: bytes) -> str:
    deck = pptx.Presentation(io.BytesIO(content))
    shapes = (shape for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    return "\n".join(shape.text_frame.text for shape in shapes)


def _site(content: bytes) -> str:
    return "\n".join(
        " ".join("".join(main.itertext()).split())
        for page in pages(content).values()
        for main in page.iter(f"{_HTML}main")
    )
