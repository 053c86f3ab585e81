"""What is done to quotes: put into a theme, moved, picked, taken out. A quote is of a note as
somebody saw it, also when the room has gone on writing since."""

from collections.abc import Sequence
from itertools import takewhile

from sqlmodel import Session, select

from app.boards.document_cache import Current, current, ledger_since, replayed
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


def place(recording: Recording, theme: Theme, wishes: Sequence[QuoteIn]) -> list[Quote]:
    """One quote for each wish; what is there already is left as it is. Raises NotFound, NoNote,
    OtherQuestion, HarvestFull."""
    session = recording.session
    if quote_count(session, recording.seminar_id) + len(wishes) > MOST_QUOTES:
        raise HarvestFull
    there = {_key(each): each for each in _in_theme(session, theme)}
    placed = []
    for wish in wishes:
        quote = _new_quote(session, theme, wish)
        found = there.setdefault(_key(quote), quote)
        if found is quote:
            session.add(quote)
            recording.made(quote)
        placed.append(found)
    return placed


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


def _new_quote(session: Session, theme: Theme, wish: QuoteIn) -> Quote:
    answer = session.get(Answer, wish.answer)
    room = session.get(Room, answer.room_id) if answer else None
    if answer is None or room is None or room.seminar_id != theme.seminar_id:
        raise NotFound
    _refuse_other(theme, answer)
    kind = SUMMARY if wish.summary else NOTES
    text = _text_at(session, session.get_one(Document, (answer.id, kind)), wish.version)
    line = _line(text, wish.note)
    length = len(line.text)
    start, stop = wish.start or 0, length if wish.stop is None else wish.stop
    quoted = line.text[start:stop]
    if stop > length or not quoted.strip():
        raise NoNote
    whole = (start, stop) == (0, length)
    return Quote(
        theme_id=theme.id,
        answer_id=answer.id,
        kind=kind,
        note_id=wish.note,
        version=text.version,
        start=None if whole else start,
        stop=None if whole else stop,
        text=quoted,
        member_id=_member(session, line),
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


def _refuse_other(theme: Theme, answer: Answer) -> None:
    if theme.prompt_id not in (None, answer.prompt_id):
        raise OtherQuestion


def _in_theme(session: Session, theme: Theme) -> Sequence[Quote]:
    return session.exec(select(Quote).where(Quote.theme_id == theme.id)).all()


def _key(quote: Quote) -> tuple[object, ...]:
    return quote.answer_id, quote.kind, quote.note_id, quote.start, quote.stop
