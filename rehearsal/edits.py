"""The steps that a hand makes: a key, a backspace, Enter, a list, bold, a tag."""

from typing import Any, cast

from prosemirror.model import Fragment, Node, Schema, Slice
from prosemirror.transform import (
    AddMarkStep,
    AttrStep,
    ReplaceAroundStep,
    ReplaceStep,
    Step,
)

from rehearsal.text import units


def typed(doc: Node, pos: int, key: str) -> Step:
    """One key; a newline is Shift+Enter, a break within the note."""
    schema = _schema(doc)
    node = schema.node("hard_break") if key == "\n" else schema.text(key)
    return ReplaceStep(pos, pos, Slice(Fragment.from_(node), 0, 0))


def erased(pos: int, key: str) -> Step:
    """Backspace over the key that begins at `pos`."""
    return ReplaceStep(pos, pos + units(key), Slice.empty)


def appended(doc: Node, note: str) -> Step:
    """A new empty note below everything else."""
    end = doc.content.size
    return ReplaceStep(end, end, Slice(Fragment.from_(_paragraph(doc, note)), 0, 0))


def entered(doc: Node, pos: int, note: str) -> Step:
    """Enter: the note at `pos` is split, in a list the item too; the new one is `note`."""
    here = doc.resolve(pos)
    depth = 2 if here.depth > 2 else 1
    before, after = here.parent.copy(), _paragraph(doc, note)
    if depth == 2:
        item = here.node(here.depth - 1)
        before, after = (item.copy(Fragment.from_(each)) for each in (before, after))
    return ReplaceStep(pos, pos, Slice(Fragment.from_array([before, after]), depth, depth), True)


def listed(doc: Node, pos: int) -> Step:
    """The note at `pos` becomes the first of a bullet list."""
    schema, here = _schema(doc), doc.resolve(pos)
    start, end = here.before(), here.after()
    around = schema.node("bullet_list", None, [schema.node_type("list_item").create()])
    return ReplaceAroundStep(start, end, start, end, Slice(Fragment.from_(around), 0, 0), 2, True)


def bold(doc: Node, start: int, end: int) -> Step:
    return AddMarkStep(start, end, _schema(doc).mark("strong"))


def named(doc: Node, pos: int, note: str) -> Step:
    """The empty paragraph at `pos` becomes the note `note`."""
    return AttrStep(doc.resolve(pos).before(), "id", note)


def tagged(doc: Node, pos: int, member: str) -> Step:
    """The note at `pos` came from `member` (an id)."""
    return AttrStep(doc.resolve(pos).before(), "member", member)


def end_of(doc: Node, note: str | None) -> int | None:
    """The position after the last character of a note; for None, of the first empty paragraph."""
    found: list[int] = []

    def visit(node: Node, pos: int, parent: Node | None, index: int) -> bool:
        wanted = node.attrs.get("id") == note if note else not node.content.size
        if node.is_textblock and wanted:
            found.append(pos + 1 + node.content.size)
        return not node.is_textblock

    doc.descendants(visit)
    return found[0] if found else None


def notes_in(doc: Node) -> dict[str | None, str]:
    """Note id → text of the notes of a document, breaks as newlines."""
    found: dict[str | None, str] = {}

    def visit(node: Node, pos: int, parent: Node | None, index: int) -> bool:
        if node.is_textblock and node.content.size:
            text = node.text_between(0, node.content.size, "", "\n")
            found[cast(str | None, node.attrs["id"])] = text
        return not node.is_textblock

    doc.descendants(visit)
    return found


def _paragraph(doc: Node, note: str) -> Node:
    return _schema(doc).node("paragraph", {"id": note})


def _schema(doc: Node) -> Schema[Any, Any]:
    return doc.type.schema
