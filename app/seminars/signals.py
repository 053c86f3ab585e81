"""What packages above must hear of; main wires them.

`shape_changed` is sent inside the writing transaction, with the session and `seminar_id`, when
rooms, prompts or the seating changed; so are the three after it, with what they name. The others
are sent after the commit, awaited, with the FastAPI application.
"""

from blinker import Signal

shape_changed = Signal("rooms, prompts or seating of a seminar changed")
prompts_leaving = Signal("prompts are to be removed: prompt_ids; whoever holds text of them raises")
seminar_copied = Signal("a new seminar after an earlier: earlier, seminar, dialogues by old id")
seminar_leaving = Signal("a seminar is to be deleted: seminar_id; returns what goes, as counts")
stage_changed = Signal("a dialogue's stage changed: app, seminar_id, dialogue_id")
archive_changed = Signal("a seminar went into the archive, or came back: app, seminar_id")
rights_changed = Signal("somebody's rights in a seminar may have changed: app, seminar_id")
