"""What became of the actions of the seminar before, in the words of a report."""

from collections.abc import Iterator

from app.exports.outline import Became, ReportOutcome
from app.exports.wording import Wording


def heading(words: Wording) -> str:
    return words.gettext("What became of what the rooms wrote last")


def counted(words: Wording) -> str:
    """`3 er gjort · 1 er i gang · 2 uten svar`; what is none is not told."""
    return " · ".join(_counts(words))


def _counts(words: Wording) -> Iterator[str]:
    found = [each.became for each in words.outline.outcomes]
    done, under_way, put_aside, none = (
        found.count(each) for each in ("done", "under_way", "put_aside", None)
    )
    several = words.ngettext
    if done:
        yield several("%(num)s is done", "%(num)s are done", done) % {"num": done}
    if under_way:
        told = several("%(num)s is under way", "%(num)s are under way", under_way)
        yield told % {"num": under_way}
    if put_aside:
        told = several("%(num)s is put aside", "%(num)s are put aside", put_aside)
        yield told % {"num": put_aside}
    if none:
        told = several("%(num)s without an answer", "%(num)s without an answer", none)
        yield told % {"num": none}


def became(words: Wording, each: Became | None) -> str:
    return {
        "done": words.gettext("It is done"),
        "under_way": words.gettext("It is under way"),
        "put_aside": words.gettext("It is put aside"),
        None: words.gettext("no answer yet"),
    }[each]


def heads(words: Wording) -> tuple[str, ...]:
    return (
        *(words.gettext("Room"), words.gettext("Who"), words.gettext("What")),
        *(words.gettext("When"), words.gettext("What became of it")),
    )


def row(words: Wording, each: ReportOutcome) -> tuple[str, ...]:
    """Which room says it, the action as it was written, and what is said."""
    whose = " · ".join(filter(None, (words.room(each.room), each.member)))
    said = became(words, each.became)
    said = f"{said}: {each.line}" if each.line else said
    return (whose, each.who, each.what or each.text, each.when, said)


def where(words: Wording, each: ReportOutcome) -> str:
    """`Samling 1, rom 3`: where it was promised."""
    told = words.gettext("from %(seminar)s, room %(number)s")
    return told % {"seminar": each.seminar, "number": each.number}
