"""What packages above must hear of; main wires them.

The signals by themselves are sent inside the writing transaction, with the session: `shape_changed`
when rooms were made or seated, with `seminar_id` and their `room_ids`; the others with what they
name. `Changes` are sent after the commit, and awaited.
"""

from blinker import Signal

shape_changed = Signal("some rooms or their seating changed: seminar_id, room_ids")
clock_changed = Signal("a clock counts something else: seminar_id, room_id or None for all, at")
prompts_leaving = Signal("prompts are to be removed: prompt_ids; whoever holds text of them raises")
seminar_leaving = Signal("a seminar is to be deleted: seminar_id; returns what goes, as counts")


class ChangeSignals:
    """What has changed in one application, for whoever must tell others of it; and what is done to
    every room, some rooms at a time."""

    def __init__(self) -> None:
        self.stage = Signal("a dialogue's stage: seminar_id, dialogue_id")
        self.reopening = Signal("a stage for one room alone: seminar_id, room_id, dialogue_id")
        self.merging = Signal("rooms were merged or split: seminar_id, room_ids")
        self.programme = Signal("what open pages show of its set-up: seminar_id, room_ids")
        self.plan = Signal("the plan of the day was taken on, moved or changed: seminar_id")
        self.plenum = Signal("what the projector shows: seminar_id, version")
        self.archive = Signal("a seminar went into the archive, or came back: seminar_id")
        self.rights = Signal("somebody's rights in a seminar, perhaps: seminar_id")
        self.room = Signal("people, duties, help, clock or messages of a room: room_id")
        self.phase = Signal("a room goes on to another phase: room_id")
        self.boards = Signal("text, state or people of rooms: room_ids")
        self.shape = Signal("questions or seating of a seminar: seminar_id")
        self.leaving = Signal("prompts are to go: seminar_id, prompt_ids, allowed; may raise")
