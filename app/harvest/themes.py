"""What is done to themes. Each verb says to a `Recording` what it changes."""

from sqlmodel import select

from app.harvest.models import ASK, MOST_THEMES, HarvestFull, Quote, Theme, themes
from app.harvest.recording import Recording
from app.harvest.wishes import ThemeChange, ThemeIn
from app.refusals import Invalid
from app.seminars.editing import prompt_of


def add(recording: Recording, wish: ThemeIn) -> Theme:
    """Raises NotFound for a question of another seminar, HarvestFull, and Invalid."""
    session, seminar_id = recording.session, recording.seminar_id
    if wish.prompt:
        prompt_of(session, seminar_id, wish.prompt)
    there = themes(session, seminar_id)
    if len(there) >= MOST_THEMES:
        raise HarvestFull
    theme = Theme(
        seminar_id=seminar_id,
        prompt_id=wish.prompt or None,
        position=there[-1].position + 1 if there else 0,
        **wish.model_dump(exclude={"prompt"}),
    )
    _refuse_unasked(theme)
    session.add(theme)
    recording.made(theme)
    return theme


def change(recording: Recording, theme: Theme, wish: ThemeChange) -> Theme:
    """Raises Invalid for an ask without an addressee."""
    recording.keep(theme)
    named = wish.model_dump(exclude_none=True, exclude={"place"})
    for name, value in named.items():
        setattr(theme, name, value)
    _refuse_unasked(theme)
    recording.session.add(theme)
    if wish.place is not None:
        _move(recording, theme, wish.place)
    return theme


def step(recording: Recording, theme: Theme, *, up: bool) -> None:
    """Past the next one above or below among those that stand with it."""
    together = [
        each
        for each in themes(recording.session, recording.seminar_id)
        if theme.prompt_id is None or each.prompt_id in (None, theme.prompt_id)
    ]
    at = next(at for at, each in enumerate(together) if each.id == theme.id)
    to = at - 1 if up else at + 1
    if 0 <= to < len(together):
        every = themes(recording.session, recording.seminar_id)
        _move(recording, theme, next(n for n, e in enumerate(every) if e.id == together[to].id))


def remove(recording: Recording, theme: Theme) -> None:
    """With its quotes; the notes that they are of stay as they are."""
    session = recording.session
    held = session.exec(select(Quote).where(Quote.theme_id == theme.id)).all()
    recording.keep(theme, *held)
    for quote in held:
        session.delete(quote)
    session.flush()
    session.delete(theme)


def _refuse_unasked(theme: Theme) -> None:
    """What is asked is asked of somebody; nothing else has an addressee."""
    if theme.kind != ASK:
        theme.addressee = ""
    elif not theme.addressee:
        raise Invalid(("addressee", "an ask is to somebody"))


def _move(recording: Recording, theme: Theme, place: int) -> None:
    session = recording.session
    session.flush()
    there = themes(session, recording.seminar_id)
    others = [each for each in there if each.id != theme.id]
    others.insert(place, theme)
    moved = [(at, each) for at, each in enumerate(others) if each.position != at]
    recording.keep(*(each for _, each in moved))
    for at, each in moved:
        each.position = at
        session.add(each)
