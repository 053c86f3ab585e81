"""The table of contents of a Word file: a field that Word can make anew, filled in beforehand."""

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from app.exports.word_pages import pages_of_bookmarks
from app.exports.word_paper import element
from app.exports.word_text import Pen

_TABLE = ' TOC \\o "1-1" \\h \\z '  # headings of level 1, each a link
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORD_2013 = "http://schemas.microsoft.com/office/word/2012/wordml"


def write_contents(pen: Pen, entries: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A list of texts that lead to bookmarks, each with a run for the page, by its bookmark.

    The pages are fields of their own. Word has a table of contents around them; programs that lay
    the paper out when they open it, and would leave such a table as it was written, do not see it.
    """
    paragraphs = [pen.write("TOC1", text, bookmark)._p for text, bookmark in entries]
    asked = {
        bookmark: _ask(paragraph, bookmark)
        for paragraph, (_, bookmark) in zip(paragraphs, entries, strict=True)
    }
    begin = _in_word_alone(*_field_start(_TABLE))
    paragraphs[0].get_or_add_pPr().addnext(begin)
    paragraphs[-1].append(_in_word_alone(_field("end")))
    return asked


def fill_in_pages(paper: Document, asked: Mapping[str, Any]) -> None:
    """As they are reckoned, for whoever shows the file without asking for them."""
    pages = pages_of_bookmarks(paper) if asked else {}
    for bookmark, run in asked.items():
        run.text = str(pages[bookmark])


def _ask(paragraph: Any, bookmark: str) -> Any:
    """The run in the paragraph's link that holds the page of a bookmark."""
    link = paragraph.find(qn("w:hyperlink"))
    gap, opened, page, end = (element("r") for _ in range(4))
    gap.append(element("tab"))
    opened.extend(_field_start(f" PAGEREF {bookmark} \\h "))
    end.append(_field("end"))
    link.extend([gap, opened, page, end])
    return page


def _field_start(instruction: str) -> list[Any]:
    """A field up to where its result stands."""
    told = element("instrText")
    told.text = instruction
    return [_field("begin"), told, _field("separate")]


def _field(kind: str) -> Any:
    return element("fldChar", fldCharType=kind)


def _in_word_alone(*parts: Any) -> Any:
    """A run of what programs that do not say that they know all of Word 2013 leave out."""
    run = element("r")
    choice = parse_xml(
        f'<mc:Choice xmlns:mc="{_COMPATIBILITY}" xmlns:w15="{_WORD_2013}" Requires="w15"/>'
    )
    choice.extend(parts)
    run.append(parse_xml(f'<mc:AlternateContent xmlns:mc="{_COMPATIBILITY}"/>'))
    run[0].append(choice)
    return run
