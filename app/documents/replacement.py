"""Text and documents that arrive whole, made into steps on what stands."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from prosemirror.model import Fragment, Mark, Node, Slice
from prosemirror.transform import ReplaceStep, Step
from prosemirror.utils import text_length

from app.documents.blocks import Block, Place, assemble, blocks
from app.documents.content import AnswerFull, RefusedSteps, fit_line, inline, parse_document
from app.documents.diff import common_ends, difference, matches
from app.documents.schema import MAX_CHARACTERS, MAX_CHILDREN, PARAGRAPH, is_blank
from app.storage.ids import new_id
from app.wording import split_lines

_numbered = re.compile(r"((?:  )*)(\d{1,7})\. (?=.*\S)")
LOOK_AHEAD = 20
"""Notes tried when a changed line is paired with what it was before."""


def append_note(doc: Node, text: str, *, id: str, member: str | None = None) -> list[Step]:
    """The step that puts `text` last, verbatim, as one note; RefusedSteps when there is no text.

    A line break stays one, inside the note. A blank paragraph at the end stays behind it: somebody
    may have the cursor there.
    """
    note = _paragraph({"id": id, "member": member}, text)
    if is_blank(note):
        raise RefusedSteps("bad_text", "nothing to read in it")
    last = doc.child(doc.child_count - 1)
    pos = doc.content.size
    if last.type is PARAGRAPH and is_blank(last):
        pos -= last.node_size
    return [ReplaceStep(pos, pos, Slice(Fragment.from_(note), 0, 0))]


def remove_note(doc: Node, id: str) -> list[Step]:
    """The steps that take a note out, and its item and list if nothing else is in them; none where
    there is no such note."""
    row = list(blocks(doc))
    left = [block for block in row if block.id != id]
    return difference(doc, assemble(left)) if len(left) < len(row) else []


def replace_document(doc: Node, raw: object) -> list[Step]:
    """The steps from `doc` to a document sent as JSON; RefusedSteps as for steps. Whether members
    may be named and the text is not too long is for `apply` to say."""
    return difference(doc, parse_document(raw))


def rewrite(
    doc: Node, text: str, make_id: Callable[[], str] = new_id, *, most: int = MAX_CHARACTERS
) -> list[Step]:
    """The steps after which `plain(doc)` is `text`. One line is one note; blank lines are dropped.

    - A note whose line (lines, if it has hard breaks) stands in `text` unchanged stays as it is:
      id, member, marks, place in a list. A numbered one may have got another number.
    - A line that is what became of a note changes only the part of it that is new. It is that when
      as many lines came as notes went between two unchanged ones, or when they begin and end alike.
    - Any other line is a new note: the next item of the list before it if it begins as that item
      would (`• `, `3. `), else a paragraph with every character of the line. Nothing is guessed.
    - Notes that are not in `text` go, and with them their item and list if nothing else is in it.
      Blank paragraphs stay.

    So `plain` of the result is `text` without its blank lines; except that line breaks become \\n,
    and a blank line inside an unchanged note stays. `rewrite(doc, plain(doc))` is no steps at all.
    """
    if len(text) > most:
        raise AnswerFull("too_long", f"{len(text)} characters")
    row, lines = list(blocks(doc)), _lines(text)
    if len(lines) > len(row) + MAX_CHILDREN:
        raise AnswerFull("too_many", f"{len(lines)} lines")
    return difference(doc, assemble(_rewritten(row, lines, make_id)))


Fate = tuple[Block | None, str | None]
"""A note as it was and the line it is to show: no note, and the line is new; no line, and the note
goes. Notes and lines both keep their order."""


def _rewritten(
    row: Sequence[Block], lines: Sequence[str], make_id: Callable[[], str]
) -> Iterator[Block]:
    waiting = iter(row)
    last: Block | None = None
    for note, line in _fates([block for block in row if not is_blank(block.node)], lines):
        if note is not None:
            for block in waiting:
                if block is note:
                    break
                yield block
        if line is not None:
            last = _with_line(note, line) if note else _new(last, line, make_id())
            yield last
    yield from waiting


def _fates(notes: Sequence[Block], lines: Sequence[str]) -> Iterator[Fate]:
    at_note = at_line = 0
    for index, line, shown in _unchanged(notes, lines):
        yield from _paired(notes[at_note:index], lines[at_line:line])
        yield notes[index], shown
        at_note, at_line = index + 1, line + len(_lines(shown))
    yield from _paired(notes[at_note:], lines[at_line:])


def _unchanged(notes: Sequence[Block], lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Notes all of whose lines are there in one piece: which, from which line, what it shows."""
    old = [_lines(note.prefix + note.text) for note in notes]
    found = dict(
        matches([_key(line) for own in old for line in own], [_key(line) for line in lines])
    )
    at = 0
    for index, own in enumerate(old):
        begin = found.get(at)
        if begin is not None and all(found.get(at + n) == begin + n for n in range(len(own))):
            whole = notes[index].prefix + notes[index].text
            yield index, begin, whole.replace(own[0], lines[begin], 1)
        at += len(own)


def _paired(notes: Sequence[Block], lines: Sequence[str]) -> Iterator[Fate]:
    """What became of notes between two unchanged ones, where these lines now stand."""
    if len(notes) == len(lines):
        yield from zip(notes, lines, strict=True)
        return
    at = 0
    for line in lines:
        near = range(at, min(at + LOOK_AHEAD, len(notes)))
        found = next((index for index in near if _alike(notes[index], line)), None)
        if found is None:
            yield None, line
        else:
            yield from ((gone, None) for gone in notes[at:found])
            yield notes[found], line
            at = found + 1
    yield from ((gone, None) for gone in notes[at:])


def _alike(note: Block, line: str) -> bool:
    """Whether at least half of the shorter text is the beginning and the end of the other."""
    before, after = note.text, _placed(note, line)[2]
    head, tail = common_ends(before, after)
    return 2 * (head + tail) >= min(len(before), len(after))


def _with_line(note: Block, line: str) -> Block:
    path, first, text = _placed(note, line)
    return Block(_retexted(note.node, text), path, first)


def _placed(note: Block, line: str) -> tuple[tuple[Place, ...], bool, str]:
    """Where `note` goes to show `line`, and its text there: in its place, under another number, or
    out of its list."""
    numbered = _numbered.match(line)
    if line.startswith(note.prefix) and line[len(note.prefix) :].strip():
        return note.path, note.first, line[len(note.prefix) :]
    if numbered and note.first and note.prefix == f"{numbered[1]}{note.marker} ":
        place = replace(note.path[-1], number=int(numbered[2]))
        return (*note.path[:-1], place), True, line[numbered.end() :]
    return (), False, line


def _new(last: Block | None, line: str, id: str) -> Block:
    """A new note: the next item of a list that is open after `last`, or a paragraph."""
    path = last.path if last else ()
    for place in reversed(path):
        path = path[:-1]
        number = None if place.number is None else place.number + 1
        item = Block(PARAGRAPH.create(), (*path, Place(place.list, object(), number)), first=True)
        text = line.removeprefix(item.prefix)
        if text != line and text.strip():
            return replace(item, node=_paragraph({"id": id}, text))
    return Block(_paragraph({"id": id}, line))


def _retexted(paragraph: Node, text: str) -> Node:
    """`paragraph` with another text: what it begins and ends with alike keeps its marks."""
    old = Block(paragraph).text
    head, tail = common_ends(old, text)
    begin, end = text_length(old[:head]), text_length(old[: len(old) - tail])
    middle = _inline(text[head : len(text) - tail], paragraph.resolve(begin).marks())
    content = paragraph.content.cut(0, begin).append(middle).append(paragraph.content.cut(end))
    return paragraph.copy(content)


def _paragraph(attrs: dict[str, str | None], text: str) -> Node:
    return PARAGRAPH.create(attrs, _inline(text, Mark.none))


def _inline(text: str, marks: list[Mark]) -> Fragment:
    return Fragment.from_array(inline(text, marks))


def _lines(text: str) -> list[str]:
    """The lines that are not blank, as they may stand in a note."""
    lines = map(fit_line, split_lines(text))
    return [line for line in lines if line and not line.isspace()]


def _key(line: str) -> str:
    """By what a line is known again: a numbered item is the same under another number."""
    return _numbered.sub(r"\1#. ", line, count=1)
