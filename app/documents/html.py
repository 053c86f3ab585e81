"""Documents and notes as HTML: a fixed list of elements, everything else escaped.

The shape is the one that the browser's editor makes of the same document, so a page can show this
until the editor takes its place, and nothing moves.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, takewhile

from markupsafe import Markup, escape
from prosemirror.model import Node

from app.documents.schema import is_href
from app.documents.text import Line, Run, runs_of

_BREAK = Markup("<br>")
_LINK = Markup('<a href="{}" rel="noopener noreferrer nofollow">')


def document(doc: Node) -> Markup:
    """The whole document, blank paragraphs too."""
    return _inside(doc)


def notes(some: Iterable[Line]) -> Markup:
    """The notes of a document, or some of them: those that stood in lists keep their markers."""
    return _nested(some, 0)


def inline(runs: Iterable[Run]) -> Markup:
    """Text with its marks and line breaks, to stand inside of any element."""
    out, still_open = Markup(), list[Markup]()
    for run in runs:
        tags = _tags(run)
        pairs = zip(still_open, tags, strict=False)
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        out += _closing(still_open[kept:]) + Markup().join(tags[kept:])
        out += _BREAK.join(escape(part) for part in run.text.split("\n"))
        still_open = tags
    return out + _closing(still_open)


def _inside(node: Node) -> Markup:
    return Markup().join(_WRITERS[child.type.name](child) for child in node.children)


def _paragraph(id: object, member: object, runs: Iterable[Run]) -> Markup:
    note = "" if id is None else Markup(' data-note="{}"').format(id)
    said_by = "" if member is None else Markup(' data-member="{}"').format(member)
    return Markup("<p{}{}>{}</p>").format(note, said_by, inline(runs))


def _numbered(first: object, items: Markup) -> Markup:
    start = "" if first == 1 else Markup(' start="{}"').format(first)
    return Markup("<ol{}>{}</ol>").format(start, items)


_WRITERS: dict[str, Callable[[Node], Markup]] = {
    "paragraph": lambda node: _paragraph(node.attrs["id"], node.attrs["member"], runs_of(node)),
    "bullet_list": lambda node: Markup("<ul>{}</ul>").format(_inside(node)),
    "ordered_list": lambda node: _numbered(node.attrs["order"], _inside(node)),
    "list_item": lambda node: Markup("<li>{}</li>").format(_inside(node)),
}


def _nested(some: Iterable[Line], level: int) -> Markup:
    out = Markup()
    for deeper, run in groupby(some, lambda line: line.level > level):
        if deeper:
            out += _lists(run, level + 1)
        else:
            out += Markup().join(_paragraph(line.id, line.member, line.runs) for line in run)
    return out


def _lists(some: Iterable[Line], level: int) -> Markup:
    """One list, or several where its numbers do not follow each other."""
    items = [(_number(item[0], level), _nested(item, level)) for item in _items(some, level)]
    out = Markup()
    for _, series in groupby(enumerate(items), _series):
        row = [item for _, item in series]
        inside = Markup().join(Markup("<li>{}</li>").format(content) for _, content in row)
        number = row[0][0]
        out += Markup("<ul>{}</ul>").format(inside) if number is None else _numbered(number, inside)
    return out


def _series(place: tuple[int, tuple[int | None, Markup]]) -> int | None:
    """The same for numbers that follow each other, and for all bullets."""
    index, (number, _) = place
    return None if number is None else number - index


def _items(some: Iterable[Line], level: int) -> list[list[Line]]:
    items: list[list[Line]] = []
    for line in some:
        if not items or (line.level == level and line.marker):
            items.append([])
        items[-1].append(line)
    return items


def _number(line: Line, level: int) -> int | None:
    own = line.marker if line.level == level else ""
    return int(own[:-1]) if own.endswith(".") else None


def _tags(run: Run) -> list[Markup]:
    """Opening tags, outermost first, in the order of the schema's marks."""
    link = [_LINK.format(run.href)] if run.href is not None and is_href(run.href) else []
    return link + [Markup("<strong>")] * run.strong + [Markup("<em>")] * run.em


def _closing(tags: Sequence[Markup]) -> Markup:
    names = [tag[1:-1].split()[0] for tag in tags]
    return Markup().join(Markup("</{}>").format(name) for name in names[::-1])
