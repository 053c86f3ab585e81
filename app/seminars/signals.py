"""What packages above must hear of; main wires them.

The signals by themselves are sent inside the writing transaction, with the session: `shape_changed`
with `seminar_id`, when rooms, prompts or the seating changed (and `room_ids`, when only there); the
three after it with what they name. `Changes` are sent after the commit, and awaited.
"""

from blinker import Signal

shape_changed = Signal("rooms, prompts or seating of a seminar changed")
prompts_leaving = Signal("prompts are to be removed: prompt_ids; whoever holds text of them raises")
seminar_copied = Signal("a new seminar after an earlier: earlier, seminar, dialogues by old id")
seminar_leaving = Signal("a seminar is to be deleted: seminar_id; returns what goes, as counts")


class Changes:
    """What has changed in one application, for whoever must tell others of it."""

    def __init__(self) -> None:
        self.stage = Signal("a dialogue's stage: seminar_id, dialogue_id")
        self.archive = Signal("a seminar went into the archive, or came back: seminar_id")
        self.rights = Signal("somebody's rights in a seminar, perhaps: seminar_id")
        self.room = Signal("people, duties, help, clock or messages of a room: room_id")
        self.board = Signal("text, state or people of a room: room_id, answer_ids")
