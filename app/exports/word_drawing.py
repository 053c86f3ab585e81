"""A figure's drawing beside its picture in a Word file: programs that know SVG show it instead."""

from typing import Any

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def add_drawing(paper: Document, shape: Any, drawing: str) -> None:
    number = len(paper.inline_shapes)
    part = Part(
        PackURI(f"/word/media/drawing{number}.svg"),
        "image/svg+xml",
        drawing.encode(),
        paper.part.package,
    )
    relation = paper.part.relate_to(part, _IMAGE)
    blip = next(shape._inline.iter(qn("a:blip")))
    blip.append(
        parse_xml(
            f'<a:extLst xmlns:a="{_MAIN}"><a:ext uri="{_SVG_EXTENSION}">'
            f'<asvg:svgBlip xmlns:asvg="{_SVG}" xmlns:r="{_RELATIONS}" r:embed="{relation}"/>'
            "</a:ext></a:extLst>"
        )
    )
