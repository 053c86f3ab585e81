"""What is decided on a finding, with its way back; and the question to the room, if it is asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.boards.models import Finding
from app.harvest.recording import MESSAGE, Recording
from app.meaning.keeping import Meanings
from app.people.access import Asker
from app.people.rights import WRITABLE, Act, require
from app.quality.findings import Doubt, findings
from app.quality.models import Decision
from app.refusals import N_, NotFound, Refusal
from app.rooms import messages
from app.rooms.models import Message
from app.seminars.access import actor_in, seminar_for, seminar_stage
from app.seminars.undo import SetupChange
from app.storage.store import Store, now

ASKED_MINUTES = 60
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
        more, if there is one. Raises NotFound, also for a text that has changed, and NotOpen."""

        def verb(session: Session) -> str | None:
            seminar = seminar_for(session, self.asker, self.seminar_id, Act.HARVEST)
            found = next(
                (
                    each
                    for each in findings(session, seminar.id, self.meanings)
                    if each.id == finding_id
                ),
                None,
            )
            if found is None:
                raise NotFound
            recording = Recording(session, seminar.id)
            told = None
            if decision == "ask":
                require(actor_in(session, self.asker, seminar), Act.LEAD, seminar_stage(seminar))
                told = _ask(recording, found, gettext)
            elif found.decision == "ask":
                told = _ask_no_longer(recording, found)
            _save(recording, found, decision)
            said = COUNTED_ONCE if found.once and decision == "accept" else SAID[decision]
            recording.record(self.asker, said)
            return told

        return await self.store.write(verb)


def _save(recording: Recording, found: Doubt, decision: Decision | None) -> None:
    session = recording.session
    row = session.get(Finding, found.id)
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


def _ask(recording: Recording, found: Doubt, gettext: Callable[[str], str]) -> str:
    """A line in the room, for an hour. Raises NotOpen."""
    if found.cell is None or found.cell.stage not in WRITABLE:
        raise NotOpen
    facts = {
        "question": found.prompt.label or found.prompt.text[:200],
        "room": found.other.room.number if found.other else "",
    }
    words = gettext(QUESTIONS[found.kind]) % facts
    room = found.cell.room
    session, words = recording.session, words[: messages.LONGEST_MESSAGE]
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
