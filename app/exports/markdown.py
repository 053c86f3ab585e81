"""A manuscript as Markdown: CommonMark without extensions, so that it reads the same everywhere.

What other files tell twice stands here once: it has no contents, and of summaries by themselves and
drawings only what cannot be read beside the rooms' own texts.
"""

from collections.abc import Callable, Iterator

from app.exports.manuscript import (
    Block,
    Contents,
    Heading,
    Manuscript,
    Notes,
    Paragraph,
    Picture,
    Role,
    Table,
    Ways,
    chapters_of,
)
from app.exports.markup import heading, notes, quote

_SUMMARIES = "summaries"


def markdown(manuscript: Manuscript) -> bytes:
    """UTF-8. Equal manuscripts are equal bytes."""
    return ("\n\n".join(_written(manuscript)) + "\n").encode("utf-8", "replace")


def _written(manuscript: Manuscript) -> Iterator[str]:
    """A table has its name, unless the heading above says it: lists that follow each other would
    be one."""
    above = ""
    for chapter in chapters_of(manuscript.blocks):
        for block in () if _told_below(chapter) else chapter:
            above = block.text if isinstance(block, Heading) else above
            if isinstance(block, Table) and block.name != above:
                yield _strong(block.name)
            yield from _block(block, manuscript)


def _told_below(chapter: list[Block]) -> bool:
    return bool(chapter) and isinstance(chapter[0], Heading) and chapter[0].anchor == _SUMMARIES


def _block(block: Block, manuscript: Manuscript) -> Iterator[str]:
    match block:
        case Paragraph():
            if block.text and block.role not in _LEFT_OUT:
                yield _ROLES.get(block.role, _quiet)(block.text)
        case Heading():
            text = f"{block.kicker} · {block.text}" if block.kicker else block.text
            yield f"{'#' * (block.level + 1)} {heading(text)}"
        case Notes():
            yield notes(block.lines, manuscript.said_by)
        case Table():
            yield "\n".join(_rows(block))
        case Ways():
            yield "- " + heading("".join(text for text, _ in block.pieces()))
        case Picture():
            yield _quiet(block.figure.alt)
        case Contents():
            pass


def _rows(table: Table) -> Iterator[str]:
    """An item for each row, its cells with their names; in a table no line could break."""
    for row in table.rows:
        if table.head:
            named = zip(table.head, row, strict=True)
            yield "- " + "; ".join(f"*{name}:* {heading(said)}" for name, said in named if said)
        else:
            name, said = row
            yield f"- {name}: {heading(said)}"


def _quiet(text: str) -> str:
    return f"*{heading(text)}*"


def _strong(text: str) -> str:
    return f"**{heading(text)}**"


_LEFT_OUT: set[Role] = {"kicker", "gap", "contents_head"}
_ROLES: dict[Role, Callable[[str], str]] = {
    "title": lambda text: f"# {heading(text)}",
    "lead": _strong,
    "label": _strong,
    "remark": _strong,
    "digest_room": _strong,
    "own": quote,
    "question": quote,
}
