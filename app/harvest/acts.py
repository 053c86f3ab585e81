"""What is pressed on the pages of the harvest, as deeds: `do` says what, and the rest of the form
with what."""

from collections.abc import Callable, Mapping, Sequence

from app.harvest import quotes, themes
from app.harvest.models import quote_of, theme_of
from app.harvest.quotes import Cut
from app.harvest.recording import Recording
from app.harvest.wishes import QuoteChange, QuoteIn, ThemeChange, ThemeIn
from app.refusals import N_, Invalid

Fields = Mapping[str, str]
Deed = Callable[[Recording], object]
ADDED = N_("The theme is added.")
CHANGED = N_("The theme is changed.")
REMOVED = N_("The theme is removed, and its quotes with it.")
PLACED = N_("Put into the theme.")
TAKEN = N_("Taken out of the theme.")
QUOTE_CHANGED = N_("The quote is changed.")


def deed_of(fields: Fields, notes: Sequence[Cut], prompt_id: str | None) -> tuple[Deed, str]:
    """The deed, and the message that tells of it. Raises pydantic's ValidationError and Invalid."""
    do = fields.get("do", "place")
    if do in _QUOTES:
        return _of_quote(do, fields), TAKEN if do == "remove_quote" else QUOTE_CHANGED
    if do in ("change", "remove_theme", "up", "down"):
        return _of_theme(do, fields), REMOVED if do == "remove_theme" else CHANGED
    if do == "add":
        own = None if fields.get("across") else prompt_id
        return _added(ThemeIn.model_validate({**fields, "prompt": own}), notes), ADDED
    if not notes:
        raise Invalid(("note", "at least one"))
    return _placed(fields, notes), PLACED


def _added(wish: ThemeIn, notes: Sequence[Cut]) -> Deed:
    def deed(recording: Recording) -> None:
        theme = themes.add(recording, wish)
        recording.session.flush()
        quotes.place(recording, theme, notes)

    return deed


def _placed(fields: Fields, notes: Sequence[Cut]) -> Deed:
    def deed(recording: Recording) -> None:
        theme = theme_of(recording.session, recording.seminar_id, fields.get("theme", ""))
        quotes.place(recording, theme, notes)

    return deed


_QUOTES = {
    "remove_quote": QuoteChange(),
    "pick": QuoteChange(picked=True),
    "unpick": QuoteChange(picked=False),
    "renew": QuoteChange(renew=True),
    "move": QuoteChange(),
}


def _of_quote(do: str, fields: Fields) -> Deed:
    wish = QuoteChange(theme=fields.get("into")) if do == "move" else _QUOTES[do]

    def deed(recording: Recording) -> None:
        quote = quote_of(recording.session, recording.seminar_id, fields.get("quote", ""))
        if do == "remove_quote":
            quotes.remove(recording, quote)
        else:
            quotes.change(recording, quote, wish)

    return deed


def _of_theme(do: str, fields: Fields) -> Deed:
    wish = ThemeChange.model_validate(fields) if do == "change" else ThemeChange()

    def deed(recording: Recording) -> None:
        theme = theme_of(recording.session, recording.seminar_id, fields.get("theme", ""))
        if do == "remove_theme":
            themes.remove(recording, theme)
        elif do == "change":
            themes.change(recording, theme, wish)
        else:
            themes.step(recording, theme, up=do == "up")

    return deed


def notes_of(fields: Fields, ticked: Sequence[str]) -> list[QuoteIn]:
    """The notes that are ticked, where they are to be put somewhere; of a single one perhaps the
    part that was marked in it."""
    if fields.get("do", "place") not in ("place", "add"):
        return []
    each_of = [each for each in (value.split("/", 3) for value in ticked) if len(each) == 4]
    part = {}
    if len(each_of) == 1 and fields.get("start") and fields.get("stop"):
        part = {"start": fields["start"], "stop": fields["stop"]}
    return [
        QuoteIn.model_validate(
            {"answer": answer, "summary": kind == "summary", "version": version, "note": note}
            | part
        )
        for answer, kind, version, note in each_of
    ]
