"""Every table there is: carried in our own JSON, but for some columns, or left out; each time with
the reason. A test holds this against the database, so a table that is new must be placed here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.languages import LANGUAGES
from app.storage.tables import know_all
from app.wording import clean, clean_lines

NAMES = "personal data: who somebody is stands in no export"
ANEW = "made anew where the seminar comes to"
COUNTED = "the database counts; the order is kept"
SECRET = "opens rooms, and files are passed on"  # noqa: S105 - says why one is left out


@dataclass(frozen=True)
class Carried:
    """A table of which the archive has the rows. `without` says of columns why they are not there;
    `only` is what a row must be to be there at all."""

    without: Mapping[str, str] = field(default_factory=dict)
    only: str = ""


CARRIED: dict[str, Carried] = {
    "seminar": Carried(
        {
            "organiser_id": "whoever imports it has it",
            "code": SECRET,
            "facilitator_generation": ANEW,
            "rehearses": "a rehearsal that is moved is a seminar of its own",
            "series_id": "told by its title: other seminars are in it too",
        }
    ),
    "dialogue": Carried(),
    "prompt": Carried(),
    "duty": Carried(),
    "plan_step": Carried(),
    "member": Carried(),
    "room": Carried(
        {
            "generation": ANEW,
            "help_taken_by": NAMES,
            "round_order": NAMES,
            "round_at": NAMES,
            "round_number": NAMES,
            "round_lit_at": NAMES,
            "round_dialogue_id": NAMES,
        }
    ),
    "seating": Carried(),
    "merge": Carried(),
    "seat": Carried({"visitor_id": SECRET, "nickname": NAMES, "on_behalf_of": NAMES}),
    "holder": Carried({"name": NAMES}, only="name IS NULL"),
    "message": Carried(),
    "seen": Carried(),
    "countdown": Carried(),
    "reopening": Carried(),
    "phase_change": Carried({"id": COUNTED}),
    "words_then": Carried(),
    "answer": Carried(),
    "document": Carried({"doc": "what the steps make", "doc_version": "what the steps make"}),
    "ledger": Carried(),
    "client_name": Carried(),
    "saying": Carried({"id": COUNTED}),
    "disagreement": Carried(),
    "late": Carried(),
    "move": Carried(),
    "moved_text": Carried(),
    "exchange": Carried(),
    "assigned_room": Carried({"id": COUNTED}),
    "taken_along": Carried(),
    "comment": Carried(),
    "useful_mark": Carried(),
    "outcome": Carried(),
    "harvest": Carried(),
    "theme": Carried(),
    "quote": Carried(),
    "finding": Carried(),
    "publication": Carried(),
}

LEFT_OUT: dict[str, str] = {
    "installation": "is about the server",
    "organiser": NAMES,
    "series": "other seminars are in it; the archive tells its title, and an import joins it again",
    "visitor": SECRET,
    "grant": SECRET,
    "co_facilitator": NAMES,
    "led_room": "whose link opens it is not there",
    "co_grant": SECRET,
    "repeat": "answers to calls of the last hours",
    "api_token": SECRET,
    "sign_in_link": SECRET,
    "speaker": NAMES,
    "part": "tells devices what they lack, and none of them comes along",
    "rehearsal": "is about processes of the server",
    "setup_change": "the way back of one person on one server, for some hours",
    "division": "the way back of what somebody has pasted, for those who are there",
    "plenum": "what a projector shows, for those who are there",
    "work_turn": "work that the server is about to do",
    "import": "somebody else's file, of which the seminar was made",
    "import_change": "somebody else's file, of which the seminar was made",
    "import_piece": "somebody else's file, of which the seminar was made",
    "published_page": "nothing becomes public by an import",
    "note_terms": "made of the texts",
    "indexed": "made of the texts",
    "note_meaning": "made of the texts",
}

CLEANED: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(
        (
            *("seminar.title", "seminar.member_noun", "seminar.place", "seminar.region"),
            *("dialogue.title", "prompt.label", "prompt.addressee", "duty.name", "plan_step.text"),
            *("room.name", "member.name", "member.aliases"),
            *("theme.title", "theme.addressee", "theme.message"),
            *("taken_along.text", "disagreement.text", "outcome.line"),
        ),
        clean,
    ),
    **dict.fromkeys(
        (
            *("dialogue.instructions", "dialogue.background", "prompt.text", "prompt.text_nn"),
            *("prompt.help", "duty.text", "message.text", "comment.text", "late.reason"),
        ),
        clean_lines,
    ),
}
"""Names and words that no other way in takes as they come."""
VALUES: dict[str, tuple[str, ...]] = {
    "seminar.entry": ("code", "link"),
    "seminar.kind": ("gathering", "visit"),
    "seminar.language": tuple(LANGUAGES),
    "dialogue.stage": ("draft", "open", "closing", "closed", "reading"),
    "prompt.kind": ("open", "actions"),
    "plan_step.kind": ("open", "clock", "close", "read", "tell", "point"),
    "plan_step.phase": ("", "think", "round", "talk", "summary"),
    "countdown.phase": ("think", "round", "talk", "summary"),
    "phase_change.phase": ("", "think", "round", "talk", "summary"),
    "phase_change.deed": ("start", "pause", "resume", "more", "stop", "stop_all", "undo"),
    "answer.said": ("done", "nothing_to_add", "out_of_time"),
    "saying.said": ("done", "nothing_to_add", "out_of_time"),
    "outcome.became": ("done", "under_way", "put_aside"),
    "theme.kind": ("common", "disagreement", "ask"),
    "finding.decision": ("accept", "keep", "ask"),
    "finding.kind": ("quiet", "cut", "half", "twice", "alike", "misplaced", "name", "double"),
    "ledger.deed": (
        "write",
        "restore",
        "undelete",
        "undo",
        "late",
        "say",
        "move",
        "unmove",
        "divide",
    ),
} | {
    f"{each}.kind": ("notes", "summary")
    for each in ("document", "ledger", "client_name", "late", "moved_text", "quote", "words_then")
}
"""What a column may hold where any other text would break a page."""


@dataclass(frozen=True)
class Carrier:
    """A table with the columns that are carried."""

    model: type[SQLModel]
    table: sa.Table
    columns: tuple[sa.Column[Any], ...]
    only: str

    @property
    def name(self) -> str:
        return self.table.name


@cache
def carriers() -> tuple[Carrier, ...]:
    """In an order in which rows may be added: what is pointed to comes first."""
    know_all()
    return tuple(_carriers())


def _carriers() -> Iterator[Carrier]:
    registry = SQLModel._sa_registry
    models = {mapper.local_table.name: mapper.class_ for mapper in registry.mappers}  # type: ignore[attr-defined]
    for table in SQLModel.metadata.sorted_tables:
        if found := CARRIED.get(table.name):
            kept = tuple(each for each in table.columns if each.name not in found.without)
            yield Carrier(models[table.name], table, kept, found.only)


def points_to(column: sa.Column[Any]) -> str:
    """The table whose id a column holds: by its key, or by its name where it has none."""
    for key in column.foreign_keys:
        return key.column.table.name
    return _NAMED.get(column.name, "")


def kind_of(column: sa.Column[Any]) -> type[Any]:
    """What its values are in Python; ours of the database's types are what lies beneath them."""
    kind = column.type
    return (kind.impl_instance if isinstance(kind, sa.types.TypeDecorator) else kind).python_type


_NAMED = {"seat_id": "seat", "aloud_answer_id": "answer"}
