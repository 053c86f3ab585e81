"""Documents and notes as HTML: a fixed list of elements, everything else escaped.

The shape is the one that the browser's editor makes of the same document, so a page can show this
until the editor takes its place, and nothing moves.

Within this file HTML is plain text whose words are escaped where they come in: a page of a large
seminar has tens of thousands of notes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, takewhile

from markupsafe import Markup, escape
from prosemirror.model import Node

from app.documents.schema import is_href
from app.documents.text import Line, Run, runs_of

Attributes = Callable[[str | None, str | None], Mapping[str, str | None]]
"""What a paragraph's element says of its note, from the note's id and its member's id."""


def marked(note: str | None, member: str | None) -> dict[str, str | None]:
    """As the schema has it; what is None is not said."""
    return {"data-note": note, "data-member": member}


def document(doc: Node, attributes: Attributes = marked) -> Markup:
    """The whole document, blank paragraphs too."""
    return Markup(_inside(doc, attributes))  # noqa: S704


def notes(some: Iterable[Line], attributes: Attributes = marked) -> Markup:
    """The notes of a document, or some of them: those that stood in lists keep their markers."""
    return Markup(_nested(some, 0, attributes))  # noqa: S704


def inline(runs: Iterable[Run]) -> Markup:
    """Text with its marks and line breaks, to stand inside of any element."""
    return Markup(_inline(runs))  # noqa: S704


def _inline(runs: Iterable[Run]) -> str:
    out, still_open = list[str](), list[str]()
    for run in runs:
        tags = _tags(run)
        pairs = zip(still_open, tags, strict=False)
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        text = str(escape(run.text)).replace("\n", "<br>")
        out += [*_closing(still_open[kept:]), *tags[kept:], text]
        still_open = tags
    return "".join([*out, *_closing(still_open)])


def _inside(node: Node, attributes: Attributes) -> str:
    return "".join(_WRITERS[child.type.name](child, attributes) for child in node.children)


def _paragraph(said: Mapping[str, str | None], runs: Iterable[Run]) -> str:
    pairs = [f' {name}="{escape(word)}"' for name, word in said.items() if word is not None]
    return f'<p dir="auto"{"".join(pairs)}>{_inline(runs)}</p>'


def _numbered(first: object, items: str) -> str:
    start = "" if first == 1 else f' start="{escape(first)}"'
    return f"<ol{start}>{items}</ol>"


_WRITERS: dict[str, Callable[[Node, Attributes], str]] = {
    "paragraph": lambda node, said: _paragraph(
        said(_word(node, "id"), _word(node, "member")), runs_of(node)
    ),
    "bullet_list": lambda node, said: f"<ul>{_inside(node, said)}</ul>",
    "ordered_list": lambda node, said: _numbered(node.attrs["order"], _inside(node, said)),
    "list_item": lambda node, said: f"<li>{_inside(node, said)}</li>",
}


def _word(node: Node, name: str) -> str | None:
    value = node.attrs[name]
    return None if value is None else str(value)


def _nested(some: Iterable[Line], level: int, said: Attributes) -> str:
    out = []
    for deeper, run in groupby(some, lambda line: line.level > level):
        if deeper:
            out.append(_lists(run, level + 1, said))
        else:
            out += [_paragraph(said(each.id, each.member), each.runs) for each in run]
    return "".join(out)


def _lists(some: Iterable[Line], level: int, said: Attributes) -> str:
    """One list, or several where its numbers do not follow each other."""
    items = [(_number(item[0], level), _nested(item, level, said)) for item in _items(some, level)]
    out = []
    for _, series in groupby(enumerate(items), _series):
        row = [item for _, item in series]
        inside = "".join(f"<li>{content}</li>" for _, content in row)
        number = row[0][0]
        out.append(f"<ul>{inside}</ul>" if number is None else _numbered(number, inside))
    return "".join(out)


def _series(place: tuple[int, tuple[int | None, str]]) -> int | None:
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


def _tags(run: Run) -> list[str]:
    """Opening tags, outermost first, in the order of the schema's marks."""
    tags = ["<strong>"] * run.strong + ["<em>"] * run.em
    if run.href is not None and is_href(run.href):
        return [f'<a href="{escape(run.href)}" rel="noopener noreferrer nofollow">', *tags]
    return tags


def _closing(tags: Sequence[str]) -> list[str]:
    return [f"</{tag[1:-1].split()[0]}>" for tag in reversed(tags)]
