"""The one table of rights: actor × act × stage. Pure: callers load the facts and ask `may`.

Every page, fragment, API call and socket message asks here; tests are generated from the table for
each channel. What an actor may in no stage at all is *not found* for it.
"""

from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from app.refusals import N_, NotFound, Refusal


class Stage(StrEnum):
    """Where a dialogue stands. Acts on a whole seminar use OPEN while it is active."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    READING = "reading"
    ARCHIVED = "archived"


class Actor(StrEnum):
    """What somebody is to the room or seminar in question."""

    OUTSIDER = "outsider"
    NEIGHBOUR = "neighbour"  # has a seat in another room of the same seminar
    SEAT = "seat"
    FACILITATOR = "facilitator"
    CO_FACILITATOR = "co_facilitator"  # by a link of their own, over all rooms
    ROOM_FACILITATOR = "room_facilitator"  # the same over chosen rooms, and this is one of them
    ORGANISER = "organiser"


class WayIn(StrEnum):
    """What opens the rooms of a seminar: its code and each room's link, or the links alone."""

    CODE = "code"
    LINK = "link"


class Act(StrEnum):
    ENTER = "enter"  # by a room's own link: its door and a seat in that room
    CHOOSE_ROOM = "choose_room"  # by the seminar's code: the lobby, any room's door, a seat there
    SEE_ROOM = "see_room"  # board, changes, own text, the room's own page
    WRITE = "write"  # steps, notes, summary, state
    READ_HISTORY = "read_history"  # what stood in an answer once, and who wrote it when
    BRING_BACK = "bring_back"  # an earlier text or a removed note; a seat's own edits taken out
    ROLL_BACK = "roll_back"  # anybody's edits taken out; a whole room as it stood
    HAND_IN_LATE = "hand_in_late"
    MOVE = "move"  # notes or a whole answer to another question or room, of rooms that one leads
    TAKE_PART = "take_part"  # duties, round, call for help, presence
    FOLLOW_UP = "follow_up"  # what became of an action that the seminar before ended with
    ADD_MEMBER = "add_member"  # in a visit: a class or group that is not in the roster
    READ = "read"  # other rooms' answers: reading pages, search, counts
    RESPOND = "respond"  # comments and useful marks at what other rooms wrote
    TAKE_ALONG = "take_along"  # one's own room's three others, and its line
    EXPORT = "export"  # all rooms
    SEE_GRID = "see_grid"  # of the rooms that one leads: grid, text, late contributions; the plan
    LOOK_THROUGH = "look_through"  # search and report of the rooms that one leads, at any time
    LEAD_ROOM = "lead_room"  # one room: message, more minutes, help, late contributions
    MERGE = "merge"  # a room into another one, and split again: of rooms that one leads
    REOPEN = "reopen"  # a dialogue that was closed, for one room alone until a time
    LEAD = "lead"  # all rooms at once: stages, clock, messages, the plan's next step
    SHOW = "show"  # what the projector shows: question, rooms, a text, who speaks next
    SEE_SETUP = "see_setup"  # as it is made ready: settings, roster, every link, sheets, the report
    SET_UP = "set_up"  # programme, roster, duties, links of rooms
    SEE_HARVEST = "see_harvest"  # themes, quotes, doubtful texts
    REHEARSE = "rehearse"  # a copy in which pretend people write, and wiping it
    HARVEST = "harvest"  # themes and quotes, what to do with doubtful texts
    PUBLISH = "publish"  # the report at the seminar's address, and off it again
    READ_REPORT = "read_report"  # as it was published
    OWN = "own"  # archive, delete, links of those who lead
    SEE_SERIES = "see_series"  # which seminars belong together: their days, places and states
    KEEP_SERIES = "keep_series"  # what is in it, its name, its next seminar


_ALL = frozenset(Stage)
_ACTIVE = _ALL - {Stage.ARCHIVED}
WRITABLE = frozenset({Stage.OPEN, Stage.CLOSING})
_READABLE = frozenset({Stage.READING})
_LEADING_ALL = (Actor.CO_FACILITATOR, Actor.FACILITATOR, Actor.ORGANISER)
_LEADING = (Actor.ROOM_FACILITATOR, *_LEADING_ALL)

_CLOSED = frozenset({Stage.CLOSING, Stage.CLOSED, Stage.READING})

RIGHTS: dict[Act, dict[Actor, frozenset[Stage]]] = {
    Act.ENTER: dict.fromkeys(Actor, _ACTIVE),
    Act.CHOOSE_ROOM: dict.fromkeys(Actor, _ACTIVE),
    Act.SEE_ROOM: {Actor.SEAT: _ALL, **dict.fromkeys(_LEADING, _ALL)},
    Act.WRITE: {Actor.SEAT: WRITABLE},
    Act.READ_HISTORY: {Actor.SEAT: _ALL, **dict.fromkeys(_LEADING, _ALL)},
    Act.BRING_BACK: {Actor.SEAT: WRITABLE, **dict.fromkeys(_LEADING, _ACTIVE)},
    Act.ROLL_BACK: dict.fromkeys(_LEADING, _ACTIVE),
    Act.HAND_IN_LATE: {Actor.SEAT: _ALL},
    Act.MOVE: dict.fromkeys(_LEADING, _ACTIVE),
    Act.TAKE_PART: {Actor.SEAT: _ACTIVE},
    Act.FOLLOW_UP: {Actor.SEAT: _ACTIVE, **dict.fromkeys(_LEADING, _ACTIVE)},
    Act.ADD_MEMBER: {Actor.SEAT: _ACTIVE},
    Act.READ: {
        Actor.OUTSIDER: _READABLE,
        Actor.NEIGHBOUR: _READABLE,
        Actor.SEAT: _READABLE,
        Actor.ROOM_FACILITATOR: _READABLE,
        **dict.fromkeys(_LEADING_ALL, _ALL),
    },
    Act.RESPOND: {Actor.NEIGHBOUR: _READABLE, Actor.SEAT: _READABLE},
    Act.TAKE_ALONG: {Actor.SEAT: _READABLE},
    Act.EXPORT: {
        Actor.NEIGHBOUR: _READABLE,
        Actor.SEAT: _READABLE,
        Actor.ROOM_FACILITATOR: _READABLE,
        **dict.fromkeys(_LEADING_ALL, _ALL),
    },
    Act.SEE_GRID: dict.fromkeys(_LEADING, _ALL),
    Act.LOOK_THROUGH: dict.fromkeys(_LEADING, _ALL),
    Act.LEAD_ROOM: dict.fromkeys(_LEADING, _ACTIVE),
    Act.MERGE: dict.fromkeys(_LEADING, _ACTIVE),
    Act.REOPEN: dict.fromkeys(_LEADING, _CLOSED),
    Act.LEAD: dict.fromkeys(_LEADING_ALL, _ACTIVE),
    Act.SHOW: dict.fromkeys(_LEADING_ALL, _ALL),
    Act.SEE_SETUP: {Actor.FACILITATOR: _ALL, Actor.ORGANISER: _ALL},
    Act.SET_UP: {Actor.FACILITATOR: _ACTIVE, Actor.ORGANISER: _ACTIVE},
    Act.REHEARSE: {Actor.FACILITATOR: _ALL, Actor.ORGANISER: _ALL},
    Act.SEE_HARVEST: {Actor.FACILITATOR: _ALL, Actor.ORGANISER: _ALL},
    Act.HARVEST: {Actor.FACILITATOR: _ACTIVE, Actor.ORGANISER: _ACTIVE},
    Act.PUBLISH: {Actor.ORGANISER: _ALL},
    Act.READ_REPORT: dict.fromkeys(Actor, _ALL),
    Act.OWN: {Actor.ORGANISER: _ALL},
    Act.SEE_SERIES: {Actor.FACILITATOR: _ALL, Actor.ORGANISER: _ALL},
    Act.KEEP_SERIES: {Actor.ORGANISER: _ALL},
}

WAYS_IN: dict[Act, frozenset[WayIn]] = {
    Act.ENTER: frozenset(WayIn),
    Act.CHOOSE_ROOM: frozenset({WayIn.CODE}),
}
"""The ways in, and in which seminars each leads anywhere, whoever it is that comes."""


class ClosedFacts(TypedDict):
    stage: Stage
    late: NotRequired[str]


class Closed(Refusal):
    """Yours, but not in this stage."""

    type = "closed"
    status = 409
    title = N_("Writing is closed here. Nothing was changed.")
    late: str | None = None
    """Where a text can be handed in all the same."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.stage = stage

    def facts(self) -> ClosedFacts:
        facts: ClosedFacts = {"stage": self.stage}
        return {**facts, "late": self.late} if self.late else facts


class TooLate(Closed):
    """A text for an answer that is closed: what was written is not lost by that."""

    title = N_("Writing is closed here. This was not taken in; it can still be handed in as late.")

    def __init__(self, stage: Stage, late: str) -> None:
        super().__init__(stage)
        self.late = late


class ByLink(Refusal):
    """The right code, where the rooms are entered by their own links alone."""

    type = "by_link"
    status = 403
    title = N_("Go in by your room's own link. The code does not open the rooms of this seminar.")


class OverFacts(TypedDict):
    stage: Stage
    read: str | None


class Over(Refusal):
    """The key fits, but the seminar takes in nobody any more. `read` is the path of its reading
    pages, where something is open for reading."""

    type = "over"
    status = 410
    title = N_("This seminar is over, and nobody can come in any more. What was written is kept.")

    def __init__(self, stage: Stage, read: str | None = None) -> None:
        super().__init__(stage)
        self.stage, self.read = stage, read

    def facts(self) -> OverFacts:
        return {"stage": self.stage, "read": self.read}


def may(actor: Actor, act: Act, stage: Stage) -> bool:
    return stage in RIGHTS[act].get(actor, frozenset())


def require(actor: Actor, act: Act, stage: Stage) -> None:
    """Raise NotFound for what is never this actor's, Closed for what another stage would allow.

    Somebody who may not even see the room learns nothing of its stage.
    """
    if may(actor, act, stage):
        return
    sees = may(actor, Act.SEE_ROOM, stage)
    if sees and RIGHTS[act].get(actor):
        raise Closed(stage)
    raise NotFound
