"""A report as a website in a zip: no script, no font and no picture from anywhere, valid HTML.

A page for each chapter, and one for each member; all of them open from a disk as well as a server.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.exports.catalogue import Catalogue
from app.exports.lists import nested
from app.exports.manuscript import Block, Heading, Manuscript, anchors, chapters_of, runs_of
from app.exports.outline import Outline
from app.exports.packed import fit_html, packed
from app.exports.report import report
from app.languages import LANGUAGE_TAGS
from app.web.pages import environment

_STYLE = Path(__file__).with_name("paper") / "site" / "style.css"
FIRST_PAGE = "index.html"


@dataclass(frozen=True)
class Page:
    name: str
    title: str
    blocks: Sequence[Block]
    of_member: bool = False


def site(outline: Outline, catalogue: Catalogue) -> bytes:
    """Equal outlines are equal bytes."""
    return packed(site_files(outline, catalogue), outline.made_at)


def site_files(outline: Outline, catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    manuscript = report(outline, catalogue)
    pages = _pages(manuscript)
    if outline.order != "member":
        pages += _members(replace(outline, order="member"), catalogue)
    places = {anchor: page.name for page in reversed(pages) for anchor in anchors(page.blocks)}
    template = environment(outline.language).get_template("exports/site/page.html")
    for at, page in enumerate(pages):
        html = template.render(
            page=page,
            manuscript=manuscript,
            tag=LANGUAGE_TAGS[outline.language],
            first=pages[0],
            before=_neighbour(pages, at, -1),
            after=_neighbour(pages, at, 1),
            members=[each for each in pages if each.of_member] if at == 0 else [],
            **drawing_facts(manuscript, places, page.name),
        )
        yield page.name, html.encode("utf-8", "replace")
    yield "style.css", _STYLE.read_bytes()


def drawing_facts(manuscript: Manuscript, places: dict[str, str], here: str = "") -> dict[str, Any]:
    """What `exports/_blocks.html` needs besides the blocks: `places` says on which page an anchor
    stands, and what stands on none leads nowhere."""

    def way(anchor: str) -> str:
        page = places.get(anchor)
        return "" if page is None else f"#{anchor}" if page == here else f"{page}#{anchor}"

    return {
        "kind": lambda block: type(block).__name__,
        "way": way,
        "fit": fit_html,
        "nested": nested,
        "dressed": runs_of,
        "said_by": manuscript.said_by,
    }


def _pages(manuscript: Manuscript) -> list[Page]:
    front, *chapters = chapters_of(manuscript.blocks)
    found = [Page(FIRST_PAGE, manuscript.title, front)]
    for chapter in chapters:
        heading = chapter[0]
        assert isinstance(heading, Heading)
        found.append(Page(f"{heading.anchor}.html", heading.text, chapter))
    return found


def _members(outline: Outline, catalogue: Catalogue) -> list[Page]:
    """Of the report by member the chapters about them."""
    found = _pages(report(outline, catalogue))
    return [
        Page(page.name.replace("chapter", "member"), page.title, page.blocks, of_member=True)
        for page in found
        if page.name.startswith("chapter")
    ]


def _neighbour(pages: Sequence[Page], at: int, step: int) -> Page | None:
    """Members stand beside the report: nobody turns the page from the last question to one."""
    to = at + step
    if not 0 <= to < len(pages) or pages[to].of_member != pages[at].of_member:
        return None
    return pages[to]
