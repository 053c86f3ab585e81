"""Lines from the facilitator to one room or to all, and which rooms have seen them."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from app.people.access import Asker
from app.people.rights import Act
from app.refusals import Invalid, NotFound
from app.rooms.access import led_room
from app.rooms.models import Message, Room, Seen, rooms, touch, touch_all
from app.seminars.access import ALL_ROOMS, seminar_for
from app.storage.store import now
from app.wording import clean_lines

LONGEST_MESSAGE = 500
MINUTES = 10  # a line stands as long as what it says is news
LONGEST_MINUTES = 600


@dataclass(frozen=True)
class SentMessage:
    """A message with the rooms it went to, and those of them that have not seen it."""

    message: Message
    to: list[Room]
    unseen: list[Room]

    @property
    def rooms(self) -> int:
        return len(self.to)

    @property
    def seen(self) -> int:
        return self.rooms - len(self.unseen)


def send(
    session: Session,
    seminar_id: str,
    text: str,
    room: Room | None = None,
    minutes: int = MINUTES,
) -> Message:
    """Tell one room, or all, for so many minutes. A newer line to the same ends the older one.

    Raises Invalid.
    """
    words = clean_lines(text)
    if not 0 < len(words) <= LONGEST_MESSAGE:
        raise Invalid(("text", f"from 1 to {LONGEST_MESSAGE} characters"))
    if not 0 < minutes <= LONGEST_MINUTES:
        raise Invalid(("minutes", f"from 1 to {LONGEST_MINUTES}"))
    moment = now(session)
    for older in _standing_for_room(session, seminar_id, room.id if room else None):
        older.ended_at = moment
        session.add(older)
    message = Message(
        seminar_id=seminar_id,
        room_id=room.id if room else None,
        text=words,
        at=moment,
        until=moment + timedelta(minutes=minutes),
    )
    session.add(message)
    session.flush()
    _touch(session, message)
    return message


def led(session: Session, asker: Asker, seminar_id: str, message_id: str) -> Message:
    """A message that the asker may take down or put back: one to a room that they lead, or to all,
    if they lead all. Raises NotFound, or Closed in the archive."""
    message = session.get(Message, message_id)
    if message is None or message.seminar_id != seminar_id:
        seminar_for(session, asker, seminar_id, Act.LEAD_ROOM)
        raise NotFound
    if message.room_id:
        led_room(session, asker, seminar_id, message.room_id)
    else:
        seminar_for(session, asker, seminar_id, Act.LEAD)
    return message


def take_back(session: Session, seminar_id: str, message_id: str) -> Message | None:
    """Undo a message: it goes, and what it ended stands again. None when it had ended already, by
    hand or by a newer one: that counts. Raises NotFound."""
    message = session.get(Message, message_id)
    if message is None or message.seminar_id != seminar_id:
        raise NotFound
    if message.ended_at is not None:
        return None
    for earlier in session.exec(
        select(Message).where(
            Message.seminar_id == seminar_id,
            Message.room_id == message.room_id,
            Message.ended_at == message.at,
        )
    ):
        earlier.ended_at = None
        session.add(earlier)
    return end(session, seminar_id, message_id)


def put_back(session: Session, seminar_id: str, message_id: str) -> Message | None:
    """Undo taking a message down. None when a newer one stands in its place. Raises NotFound."""
    message = session.get(Message, message_id)
    if message is None or message.seminar_id != seminar_id:
        raise NotFound
    if _standing_for_room(session, seminar_id, message.room_id):
        return None
    message.ended_at = None
    session.add(message)
    session.flush()
    _touch(session, message)
    return message


def end(session: Session, seminar_id: str, message_id: str) -> Message:
    """Take a message down everywhere. Raises NotFound."""
    message = session.get(Message, message_id)
    if message is None or message.seminar_id != seminar_id:
        raise NotFound
    message.ended_at = message.ended_at or now(session)
    session.add(message)
    session.flush()
    _touch(session, message)
    return message


def messages(session: Session, room: Room) -> list[Message]:
    """What stands in a room now, oldest first; like a stage, a line ends by the time that comes."""
    query = select(Message).where(
        Message.seminar_id == room.seminar_id,
        *_not_over(session),
        or_(col(Message.room_id).is_(None), col(Message.room_id) == room.id),
    )
    return list(session.exec(query.order_by(col(Message.at))))


def see(session: Session, room: Room, message_id: str) -> bool:
    """Note that the room has seen it; True the first time. Raises NotFound for another room's."""
    if message_id not in {message.id for message in messages(session, room)}:
        raise NotFound
    if session.get(Seen, (message_id, room.id)):
        return False
    session.add(Seen(message_id=message_id, room_id=room.id, at=now(session)))
    session.flush()
    return True


def messages_for_leaders(
    session: Session, seminar_id: str, scope: Container[str] = ALL_ROOMS
) -> list[SentMessage]:
    """The messages that stand anywhere in these rooms of a seminar, newest first, for those who
    lead; one to all also while there are no rooms yet."""
    return _sent(session, seminar_id, standing_messages(session, seminar_id)[::-1], scope)


def sent_message(session: Session, seminar_id: str, message_id: str) -> SentMessage:
    """One of them, also when it is over."""
    return _sent(session, seminar_id, [session.get_one(Message, message_id)], ALL_ROOMS)[0]


def _sent(
    session: Session, seminar_id: str, told: Iterable[Message], scope: Container[str]
) -> list[SentMessage]:
    query = select(Seen).join(Message, col(Message.id) == col(Seen.message_id))
    seen = {
        (each.message_id, each.room_id)
        for each in session.exec(query.where(Message.seminar_id == seminar_id))
    }
    everywhere = [room for room in rooms(session, seminar_id) if room.id in scope]
    found = []
    for message in told:
        to = [room for room in everywhere if message.room_id in (None, room.id)]
        unseen = [room for room in to if (message.id, room.id) not in seen]
        if to or (message.room_id is None and scope is ALL_ROOMS):
            found.append(SentMessage(message, to, unseen))
    return found


def standing_messages(session: Session, seminar_id: str) -> list[Message]:
    """All that stand anywhere in a seminar, oldest first."""
    query = select(Message).where(Message.seminar_id == seminar_id, *_not_over(session))
    return list(session.exec(query.order_by(col(Message.at))))


def _standing_for_room(session: Session, seminar_id: str, room_id: str | None) -> list[Message]:
    return [each for each in standing_messages(session, seminar_id) if each.room_id == room_id]


def _not_over(session: Session) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Message.ended_at).is_(None), col(Message.until) > now(session)


def _touch(session: Session, message: Message) -> None:
    if message.room_id:
        touch(session, message.room_id, "messages")
    else:
        touch_all(session, message.seminar_id, "messages")
