"""Actions taken home: as a table, and as a file that a calendar reads."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.actions.listing import ListedAction
from app.exports.catalogue import Catalogue
from app.exports.csv_export import csv_table


def columns(words: Catalogue) -> list[str]:
    gettext = words.gettext
    return [
        gettext("Who"),
        gettext("What"),
        gettext("When"),
        gettext("Needs"),
        gettext("Room"),
        gettext("From"),
        gettext("First day"),
        gettext("Last day"),
        gettext("As it was written"),
    ]


def rows(actions: Sequence[ListedAction]) -> list[list[str | int]]:
    return [
        [
            each.action.who,
            each.action.what,
            each.action.when,
            each.action.needs,
            each.room.number,
            each.member.name if each.member else "",
            each.action.due.first.isoformat() if each.action.due else "",
            each.action.due.last.isoformat() if each.action.due else "",
            each.line.text,
        ]
        for each in actions
    ]


def actions_csv(actions: Sequence[ListedAction], words: Catalogue) -> bytes:
    return csv_table([columns(words), *rows(actions)])


def calendar(
    actions: Sequence[ListedAction], words: Catalogue, title: str, address: str, made_at: datetime
) -> bytes:
    """A day for each action whose time is known: the last one that keeps what was promised.
    `address` is where the seminar is read; an action keeps its name when the file is had again."""
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Samtavle//NO")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for each in actions:
        due = each.action.due
        if due is None:
            continue
        event = Event()
        event.add("uid", f"{each.line.id}@{each.room.id}")
        event.add("dtstamp", made_at)
        event.add("dtstart", due.last)
        event.add("dtend", due.last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # a promise does not make anybody busy
        event.add("summary", _summary(each))
        event.add("description", _description(each, words))
        event.add("url", f"{address}/notes/{each.line.id}")
        made.add_component(event)
    return bytes(made.to_ical())


def _summary(each: ListedAction) -> str:
    who, what = each.action.who, each.action.what or each.line.text
    return f"{who}: {what}" if who else what


def _description(each: ListedAction, words: Catalogue) -> str:
    room = words.gettext("Room %(number)s") % {"number": each.room.number}
    needs = words.gettext("Needs")
    parts = [each.line.text, each.action.needs and f"{needs}: {each.action.needs}", room]
    return "\n".join(filter(None, parts))
