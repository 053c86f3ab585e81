"""What is decided on a finding, with its way back; and the question to the room, if it is asked."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from sqlmodel import Session, col, select

from app.boards.models import NOTES, SUMMARY, Answer, Document, Finding
from app.harvest.recording import MESSAGE, Recording
from app.meaning.keeping import Meanings
from app.people.access import Asker
from app.people.rights import WRITABLE, Act, require
from app.quality.findings import Doubt, findings
from app.quality.models import Decision
from app.refusals import N_, NotFound, Refusal
from app.rooms import messages
from app.rooms.models import Message, Room
from app.seminars.access import actor_in, seminar_for, seminar_stage
from app.seminars.models import Dialogue, Prompt, Seminar
from app.seminars.room_stages import stages_in
from app.seminars.undo import SetupChange
from app.storage.store import Store, now

ASKED_MINUTES = 60
LOOKS = 3
"""So often a finding is looked for anew when somebody writes in its texts just now."""
SAID = {
    "accept": N_("Taken note of."),
    "keep": N_("It stays as it is."),
    "ask": N_("The room is asked."),
    None: N_("To be looked at again."),
}
COUNTED_ONCE = N_("Counted once. Both texts stay where they are.")
QUESTIONS = {
    "quiet": N_("You have not written anything to “%(question)s” yet. Is there something to add?"),
    "cut": N_("Your answer to “%(question)s” seems to break off. Will you write it to its end?"),
    "half": N_("You had no time for all of “%(question)s”. Will you add to it now?"),
    "twice": N_(
        "Your answer to “%(question)s” stands in room %(room)s too. Which is the right one?"
    ),
    "alike": N_(
        "A note of yours under “%(question)s” says the same as one in room %(room)s. Is it yours?"
    ),
    "misplaced": N_("A note under “%(question)s” seems to answer another question. Does it?"),
    "name": N_("There is a name in your answer to “%(question)s”. May it stand in the report?"),
}


class NotOpen(Refusal):
    """Nobody writes in that room any more, so it cannot be asked."""

    type = "not_open"
    status = 409
    title = N_("The room cannot write any more, so it cannot be asked. Nothing was decided.")


class _Overtaken(Exception):
    """Its texts are others than those in which it was found."""


@dataclass(frozen=True)
class Deciding:
    store: Store
    asker: Asker
    seminar_id: str
    meanings: Meanings

    def findings(self, session: Session) -> list[Doubt]:
        seminar_for(session, self.asker, self.seminar_id, Act.SEE_HARVEST)
        return findings(session, self.seminar_id, self.meanings)

    async def decide(
        self, finding_id: str, decision: Decision | None, gettext: Callable[[str], str]
    ) -> str | None:
        """Keep it; None takes a decision back. The id of the room that is asked, or is no
        more, if there is one. Raises NotFound, also for a text that has changed, and NotOpen.

        All texts are looked through before the writer is asked, which would keep everybody else."""

        def look(session: Session) -> Doubt:
            seminar = seminar_for(session, self.asker, self.seminar_id, Act.HARVEST)
            for each in findings(session, seminar.id, self.meanings):
                if each.id == finding_id:
                    return each
            raise NotFound

        for _ in range(LOOKS):
            found = await self.store.read(look)
            with suppress(_Overtaken):
                deciding = partial(self._decide, found=found, decision=decision, gettext=gettext)
                return await self.store.write(deciding)
        raise NotFound

    def _decide(
        self,
        session: Session,
        found: Doubt,
        decision: Decision | None,
        gettext: Callable[[str], str],
    ) -> str | None:
        seminar = seminar_for(session, self.asker, self.seminar_id, Act.HARVEST)
        if not _stands(session, found):
            raise _Overtaken
        recording = Recording(session, seminar.id)
        row = session.get(Finding, found.id)
        told = None
        if decision == "ask":
            require(actor_in(session, self.asker, seminar), Act.LEAD, seminar_stage(seminar))
            told = _ask(recording, seminar, found, gettext)
        elif row and row.decision == "ask":
            told = _ask_no_longer(recording, found)
        _save(recording, found, row, decision)
        said = COUNTED_ONCE if found.once and decision == "accept" else SAID[decision]
        recording.record(self.asker, said)
        return told


def _stands(session: Session, found: Doubt) -> bool:
    """Whether its texts, and what rooms say of them, are those in which it was found."""
    read = {
        (one.answer.id, kind): (one.answer.said, current.version)
        for cell in filter(None, (found.cell, found.other))
        for one in cell.stored
        for kind, current in ((NOTES, one.notes), (SUMMARY, one.summary))
    }
    query = (
        select(Document.answer_id, Document.kind, Answer.said, Document.version)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .where(col(Document.answer_id).in_({answer_id for answer_id, _ in read}))
    )
    stands = {(id, kind): (said, version) for id, kind, said, version in session.exec(query)}
    asked = session.get(Prompt, found.prompt.id)
    return asked is not None and asked.text == found.prompt.text and stands == read


def _save(
    recording: Recording, found: Doubt, row: Finding | None, decision: Decision | None
) -> None:
    session = recording.session
    if row:
        recording.keep(row)
    if decision is None:
        if row:
            session.delete(row)
        return
    row = row or Finding(
        id=found.id,
        seminar_id=recording.seminar_id,
        kind=found.kind,
        decision=decision,
        word=found.word,
        decided_at=now(session),
    )
    row.decision, row.decided_at = decision, now(session)
    if found.once and found.answer and found.first:
        row.answer_id, row.of_id = found.answer.answer.id, found.first.answer.id
    session.add(row)
    recording.made(row)


def _ask(
    recording: Recording, seminar: Seminar, found: Doubt, gettext: Callable[[str], str]
) -> str:
    """A line in the room, for an hour. Raises NotOpen."""
    session = recording.session
    if found.cell is None:
        raise NotOpen
    room = session.get_one(Room, found.cell.room.id)
    dialogue = session.get_one(Dialogue, found.cell.dialogue.id)
    if stages_in(session, seminar, room.id).of(dialogue, room.id).stage not in WRITABLE:
        raise NotOpen
    facts = {
        "question": found.prompt.label or found.prompt.text[:200],
        "room": found.other.room.number if found.other else "",
    }
    words = gettext(QUESTIONS[found.kind]) % facts
    words = words[: messages.LONGEST_MESSAGE]
    sent = messages.send(session, recording.seminar_id, words, room, ASKED_MINUTES)
    recording.sent(sent.id)
    return room.id


def _ask_no_longer(recording: Recording, found: Doubt) -> str | None:
    """The line in the room ends when something else is decided, if it still stands."""
    session, seminar_id = recording.session, recording.seminar_id
    for message_id in _questions_of(session, seminar_id, found):
        message = session.get(Message, message_id)
        if message and message.ended_at is None:
            recording.ended(message_id)
            return messages.end(session, seminar_id, message_id).room_id
    return None


def _questions_of(session: Session, seminar_id: str, found: Doubt) -> Iterator[str]:
    """The messages that asked of this finding: what was done tells of them, and nothing else."""
    query = select(SetupChange).where(
        SetupChange.seminar_id == seminar_id, SetupChange.said == SAID["ask"]
    )
    for change in session.exec(query.order_by(col(SetupChange.at).desc())):
        if any(name == "finding" and after["id"] == found.id for name, _, after in change.rows):
            yield from (after["id"] for name, _, after in change.rows if name == MESSAGE)
