"""One contribution from the page: the same note that a program posts, never doubled by being sent
both ways."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.boards import answers
from app.boards.live import Published
from app.late.contributions import hand_in
from app.people.access import Asker
from app.people.idempotency import Call, once
from app.people.rights import Act
from app.refusals import NameTaken
from app.rooms.access import standing_for
from app.rooms.seating import member_named
from app.storage.ids import new_id


@dataclass(frozen=True)
class Contribution:
    prompt: str
    text: str
    member: str | None
    client_id: str

    def call(self, room_id: str, client_id: str) -> Call:
        """As `POST /rooms/{id}/notes` remembers it."""
        content = {"prompt": self.prompt, "text": self.text, "member": self.member}
        return Call(client_id, f"POST /rooms/{room_id}/notes", content)


def contribute(
    session: Session, asker: Asker, room_id: str, sent: Contribution
) -> tuple[dict[str, Any], list[Published]]:
    """The note with its answer, and what there is to publish: nothing, where it was sent before."""
    taken: list[Published] = []

    def add() -> dict[str, Any]:
        answer, note_id, done = answers.add_note(
            session, asker, room_id, sent.prompt, sent.text, sent.member
        )
        taken.append((answer.id, done))
        return {"note_id": note_id, "answer_id": answer.id, "version": done.last}

    try:
        note, _ = once(session, asker, sent.call(room_id, sent.client_id), add)
    except NameTaken:  # somebody went back to a form that was sent, and wrote something else in it
        note, _ = once(session, asker, sent.call(room_id, new_id()), add)
    return note, taken


def hand_in_late(session: Session, asker: Asker, room_id: str, sent: Contribution) -> None:
    """Keep a contribution that came when writing was closed. Raises as `hand_in`."""
    room = standing_for(session, asker, room_id, Act.SEE_ROOM).room
    named = member_named(session, room.seminar_id, sent.member) if sent.member else None
    answer = answers.answer_at(session, room, sent.prompt, named.id if named else None)
    hand_in(session, asker, answer.id, version=0, words=sent.text)
