"""Documents and notes as HTML: a fixed list of elements, everything else escaped.

The shape is the one that the browser's editor makes of the same document, so a page can show this
until the editor takes its place, and nothing moves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, takewhile

from markupsafe import Markup, escape
from prosemirror.model import Node

from app.documents.schema import is_href
from app.documents.text import Line, Run, runs_of

_BREAK = Markup("<br>")
_LINK = Markup('<a href="{}" rel="noopener noreferrer nofollow">')


Attributes = Callable[[str | None, str | None], Mapping[str, str | None]]
"""What a paragraph's element says of its note, from the note's id and its member's id."""


def marked(note: str | None, member: str | None) -> dict[str, str | None]:
    """As the schema has it; what is None is not said."""
    return {"data-note": note, "data-member": member}


def document(doc: Node, attributes: Attributes = marked) -> Markup:
    """The whole document, blank paragraphs too."""
    return _inside(doc, attributes)


def notes(some: Iterable[Line], attributes: Attributes = marked) -> Markup:
    """The notes of a document, or some of them: those that stood in lists keep their markers."""
    return _nested(some, 0, attributes)


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


def _inside(node: Node, attributes: Attributes) -> Markup:
    return Markup().join(_WRITERS[child.type.name](child, attributes) for child in node.children)


def _paragraph(said: Mapping[str, str | None], runs: Iterable[Run]) -> Markup:
    pairs = (Markup(' {}="{}"').format(*each) for each in said.items() if each[1] is not None)
    return Markup('<p dir="auto"{}>{}</p>').format(Markup().join(pairs), inline(runs))


def _numbered(first: object, items: Markup) -> Markup:
    start = "" if first == 1 else Markup(' start="{}"').format(first)
    return Markup("<ol{}>{}</ol>").format(start, items)


_WRITERS: dict[str, Callable[[Node, Attributes], Markup]] = {
    "paragraph": lambda node, said: _paragraph(
        said(_word(node, "id"), _word(node, "member")), runs_of(node)
    ),
    "bullet_list": lambda node, said: Markup("<ul>{}</ul>").format(_inside(node, said)),
    "ordered_list": lambda node, said: _numbered(node.attrs["order"], _inside(node, said)),
    "list_item": lambda node, said: Markup("<li>{}</li>").format(_inside(node, said)),
}


def _word(node: Node, name: str) -> str | None:
    value = node.attrs[name]
    return None if value is None else str(value)


def _nested(some: Iterable[Line], level: int, said: Attributes) -> Markup:
    out = Markup()
    for deeper, run in groupby(some, lambda line: line.level > level):
        if deeper:
            out += _lists(run, level + 1, said)
        else:
            out += Markup().join(_paragraph(said(each.id, each.member), each.runs) for each in run)
    return out


def _lists(some: Iterable[Line], level: int, said: Attributes) -> Markup:
    """One list, or several where its numbers do not follow each other."""
    items = [(_number(item[0], level), _nested(item, level, said)) for item in _items(some, level)]
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
