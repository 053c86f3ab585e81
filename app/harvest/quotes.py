"""What is done to quotes: put into a theme, moved, picked, taken out. A quote is of a note as
somebody saw it, also when the room has gone on writing since."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from sqlmodel import Session, col, select

from app.boards.document_cache import Current, Key, current, ledger_since, replayed
from app.boards.models import NOTES, SUMMARY, Answer, Document
from app.documents.text import Line
from app.harvest.models import MOST_QUOTES, HarvestFull, Quote, Theme, quote_count, theme_of
from app.harvest.recording import Recording
from app.harvest.wishes import QuoteChange, QuoteIn
from app.refusals import N_, Invalid, NotFound, Refusal
from app.rooms.models import Member, Room


class NoNote(Refusal):
    """The text has no such note, or not as much of it."""

    type = "no_note"
    status = 409
    title = N_("This note is not there any more, or not as you saw it. Nothing was added.")


class OtherQuestion(Refusal):
    """A theme of one question takes quotes of answers to that question alone."""

    type = "other_question"
    title = N_("This theme is of another question. Nothing was added.")


class Cut(NamedTuple):
    """What somebody wants to quote, read before the writer is asked: a text as it once stood may be
    thousands of steps away."""

    prompt_id: str
    answer_id: str
    kind: str
    note_id: str
    version: int
    start: int | None
    stop: int | None
    text: str
    member_id: str | None


def cut(
    session: Session, seminar_id: str, wishes: Sequence[QuoteIn], theme_id: str = ""
) -> list[Cut]:
    """For a theme, where one is named. Raises NotFound, OtherQuestion, Invalid and NoNote."""
    theme = theme_of(session, seminar_id, theme_id) if theme_id else None
    ids = {wish.answer for wish in wishes}
    query = select(Answer).join(Room, col(Room.id) == col(Answer.room_id))
    query = query.where(Room.seminar_id == seminar_id, col(Answer.id).in_(ids))
    answers = {answer.id: answer for answer in session.exec(query)}
    if ids - answers.keys():
        raise NotFound
    for answer in answers.values():
        _refuse_other(theme, answer)
    kept = session.exec(select(Document).where(col(Document.answer_id).in_(ids)))
    documents = {(each.answer_id, each.kind): each for each in kept}
    return [_cut(session, answers[wish.answer], documents, wish) for wish in wishes]


def place(recording: Recording, theme: Theme, cuts: Sequence[Cut]) -> None:
    """One quote for each; what is there already is left as it is. Raises NotFound, OtherQuestion,
    HarvestFull."""
    session = recording.session
    if quote_count(session, recording.seminar_id) + len(cuts) > MOST_QUOTES:
        raise HarvestFull
    if theme.prompt_id and {each.prompt_id for each in cuts} - {theme.prompt_id}:
        raise OtherQuestion
    answers = {each.answer_id for each in cuts}
    members = {each.member_id for each in cuts if each.member_id}
    standing = set(session.exec(select(Answer.id).where(col(Answer.id).in_(answers))))
    if answers - standing:
        raise NotFound  # removed meanwhile
    left = set(session.exec(select(Member.id).where(col(Member.id).in_(members))))
    there = {_key(each) for each in _in_theme(session, theme)}
    made = []
    for each in cuts:
        facts = each._asdict() | {"member_id": each.member_id if each.member_id in left else None}
        del facts["prompt_id"]
        quote = Quote(theme_id=theme.id, **facts)
        if _key(quote) not in there:
            there.add(_key(quote))
            made.append(quote)
    session.add_all(made)
    recording.made(*made)


def change(recording: Recording, quote: Quote, wish: QuoteChange) -> Quote:
    """Raises NotFound for a theme of another seminar, NoNote where the note is gone, and
    OtherQuestion."""
    session = recording.session
    recording.keep(quote)
    if wish.theme is not None and wish.theme != quote.theme_id:
        theme = theme_of(session, recording.seminar_id, wish.theme)
        _refuse_other(theme, session.get_one(Answer, quote.answer_id))
        if any(_key(each) == _key(quote) for each in _in_theme(session, theme)):
            session.delete(quote)
            return quote
        quote.theme_id = theme.id
    if wish.picked is not None:
        quote.picked = wish.picked
    if wish.renew:
        _renew(session, quote)
    session.add(quote)
    return quote


def remove(recording: Recording, quote: Quote) -> None:
    recording.keep(quote)
    recording.session.delete(quote)


def _renew(session: Session, quote: Quote) -> None:
    """The same words at their new place, or else the whole note."""
    text = current(session, session.get_one(Document, (quote.answer_id, quote.kind)))
    line = _line(text, quote.note_id)
    at = line.text.find(quote.text) if quote.start is not None else -1
    quote.start, quote.stop = (at, at + len(quote.text)) if at >= 0 else (None, None)
    quote.text = line.text[quote.start : quote.stop]
    quote.version, quote.member_id = text.version, _member(session, line)


def _cut(session: Session, answer: Answer, documents: Mapping[Key, Document], wish: QuoteIn) -> Cut:
    kind = SUMMARY if wish.summary else NOTES
    text = _text_at(session, documents[answer.id, kind], wish.version)
    line = _line(text, wish.note)
    length = len(line.text)
    start, stop = wish.start or 0, length if wish.stop is None else wish.stop
    quoted = line.text[start:stop]
    if stop > length or not quoted.strip():
        raise NoNote
    whole = (start, stop) == (0, length)
    return Cut(
        prompt_id=answer.prompt_id,
        answer_id=answer.id,
        kind=kind,
        note_id=wish.note,
        version=text.version,
        start=None if whole else start,
        stop=None if whole else stop,
        text=quoted,
        member_id=line.member or None,
    )


def _text_at(session: Session, document: Document, version: int | None) -> Current:
    """Raises Invalid for a version that is still to come."""
    if version is None or version == document.version:
        return current(session, document)
    if version > document.version:
        raise Invalid(("version", "a version that has been"))
    steps = ledger_since(session, document.answer_id, document.kind)
    return replayed(None, 0, takewhile(lambda row: row.version <= version, steps))


def _line(text: Current, note_id: str) -> Line:
    for line in text.lines:
        if line.id == note_id:
            return line
    raise NoNote


def _member(session: Session, line: Line) -> str | None:
    """Who it is tagged as from, if that one is still in the roster."""
    return line.member if line.member and session.get(Member, line.member) else None


def _refuse_other(theme: Theme | None, answer: Answer) -> None:
    if theme and theme.prompt_id not in (None, answer.prompt_id):
        raise OtherQuestion


def _in_theme(session: Session, theme: Theme) -> Sequence[Quote]:
    return session.exec(select(Quote).where(Quote.theme_id == theme.id)).all()


def _key(quote: Quote) -> tuple[object, ...]:
    return quote.answer_id, quote.kind, quote.note_id, quote.start, quote.stop
