"""From a source, a roster and a programme to a proposal: mend, divide, place, compare."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.dividing.headings import heading_at, headings_in
from app.dividing.lines import Line
from app.dividing.marks import HASHES, ROOM, SESSION
from app.dividing.mending import mended, width_of
from app.dividing.parts import Certainty, TextPart, parts_of
from app.dividing.wordings import Place, Wordings
from app.imports.borders import Draft, drafts
from app.imports.dialogues import guessed
from app.imports.doubles import compared
from app.imports.heads import head_at, signature_at
from app.imports.learning import taught
from app.imports.names import Names
from app.imports.proposal import Post, Proposal
from app.imports.rooms import roomed
from app.imports.source import Source
from app.lexicon.letters import WORD
from app.rosters.entries import Entry

_SHORT_PREAMBLE, _PREAMBLE_LINES = 90, 3
_MOSTLY_NAMES = 0.5


def understood(
    source: Source, roster: Iterable[Entry], programme: Mapping[Place, Iterable[str]]
) -> Proposal:
    """What the source says; `programme` is what each prompt is called."""
    entries = tuple(roster)
    whole, repairs = mended(source.lines)
    names, wordings = Names.of(entries), Wordings(programme)
    read = whole[: source.ends]
    asking = taught(read, source, names, wordings)
    found = (
        _from_pieces(read, source, names, wordings)
        if source.pieces
        else drafts(read, names, wordings)
    )
    posts = [_post(whole, each, names, wordings, f"p{at}") for at, each in enumerate(found, 1)]
    posts = [
        _headed(whole, post, draft, wordings, asking)
        for post, draft in zip(posts, found, strict=True)
    ]
    width = width_of(read) if source.is_text else 0
    made = Proposal(
        source.kind,
        tuple(whole),
        tuple(posts),
        dict(source.aside),
        entries,
        tuple(repairs),
        width,
        source.title,
        {f"{dialogue}.{at}": text for (dialogue, at), text in wordings.asked.items()},
    )
    made = replace(made, posts=tuple(roomed(made, names, found)))
    made = replace(made, posts=tuple(compared(made, wordings.beginnings)))
    made = replace(made, posts=tuple(guessed(made, wordings)))
    return replace(made, roster=entries or names.entries())


def _from_pieces(
    lines: Sequence[Line], source: Source, names: Names, wordings: Wordings
) -> list[Draft]:
    """The rows of a table: their borders are certain, what stands in them is read as in a text."""
    made: list[Draft] = []
    for piece in source.pieces:
        here = lines[: piece.last + 1]
        head = head_at(here, piece.first, names, table=True)
        draft = Draft(
            piece.first, piece.last, head, sure=True, section=piece.section, titled=piece.titled
        )
        if draft.told is None or draft.told.room is None:
            _look_inside(here, draft, names, wordings)
        draft.headings = headings_in(lines, draft.body, piece.last, wordings)
        made.append(draft)
    return made


def _look_inside(lines: Sequence[Line], draft: Draft, names: Names, wordings: Wordings) -> None:
    """Who wrote it may stand on its second line or on its last."""
    second = draft.first + 1
    if draft.head is None and second < draft.last:
        found = signature_at(lines, second, names)
        if found and heading_at(lines, draft.first, wordings) is None:
            draft.head = found
        else:
            draft.signed = found
    if draft.signed is None and draft.last > draft.body:
        draft.signed = signature_at(lines, draft.last, names)


def _post(lines: Sequence[Line], draft: Draft, names: Names, wordings: Wordings, id: str) -> Post:
    if _says_more(lines, draft, names):
        draft = replace(draft, head=None)
    body = draft.body
    session = draft.head.session if draft.head else None
    parts = parts_of(lines, draft.headings, wordings, first=body, last=draft.last, session=session)
    if parts and len(parts) > 1 and parts[0].prompt is None and _is_preamble(lines, parts[0]):
        body, parts = parts[1].first, parts[1:]
    certainty: Certainty = "sure" if draft.sure else "likely"
    if draft.section:
        parts = _by_section(draft.section, parts, names, wordings)
    return Post(id, draft.first, draft.last, body, parts=tuple(parts), border_is=certainty)


def _says_more(lines: Sequence[Line], draft: Draft, names: Names) -> bool:
    """« Rom 2: flere timer » and nothing under it: the head is the answer too."""
    if draft.head is None or draft.head.last < draft.last:
        return False
    text = " ".join(lines[place].text for place in range(draft.first, draft.last + 1))
    rest = SESSION.sub(" ", ROOM.sub(" ", text))
    spoken = any(word[0].islower() and len(word) > 3 for word in WORD.findall(rest))
    return spoken and names.find(rest).covered < _MOSTLY_NAMES


def _is_preamble(lines: Sequence[Line], part: TextPart) -> bool:
    """« Presentasjon av gruppa », names of those who sat there: a part of the head."""
    held = [lines[place].text.strip() for place in range(part.first, part.last + 1)]
    held = [text for text in held if text]
    return len(held) <= _PREAMBLE_LINES and sum(map(len, held)) <= _SHORT_PREAMBLE


def _by_section(
    section: str, parts: list[TextPart], names: Names, wordings: Wordings
) -> list[TextPart]:
    """The column a row stood in says its question, or its room."""
    heading = heading_at([Line(0, section)], 0, wordings)
    if heading is None:
        return parts
    dialogue, prompt = heading.session, None
    if heading.match:
        dialogue, prompt = heading.match.place
    elif heading.number:
        prompt = heading.number.count
    return [
        part
        if part.prompt is not None
        else replace(
            part,
            dialogue=part.dialogue or dialogue,
            prompt=prompt,
            dialogue_is="sure" if dialogue else part.dialogue_is,
            prompt_is="sure" if prompt else "unknown",
        )
        for part in parts
    ]


def _headed(
    lines: Sequence[Line], post: Post, draft: Draft, wordings: Wordings, asking: int
) -> Post:
    """A post that holds nothing but headings answers nothing, nor does the one that asks."""
    if post.last < asking:
        return replace(post, kind="heading")
    there = {place for place in range(post.body, post.last + 1) if lines[place].text.strip()}
    for heading in draft.headings:
        if heading.whole and (heading.match or heading.session):
            there -= set(range(heading.place, heading.last + 1))
    if draft.head is None and all(HASHES.match(lines[place].text) for place in there):
        return replace(post, kind="heading")
    text = " ".join(lines[place].text.strip() for place in sorted(there))
    if there and not wordings.asks_only(text):
        return post
    return replace(post, kind="heading")
