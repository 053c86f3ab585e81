"""Messages to rooms as JSON (docs/api.md, section 2): sent, taken down, who has seen them."""

from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from app.facilitation.lead import LeadCallOf
from app.facilitation.wire import MessageOut, MessageSent
from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import NameTaken
from app.rooms import messages
from app.rooms.access import led_room
from app.rooms.messages import LONGEST_MESSAGE, LONGEST_MINUTES, MINUTES, SentMessage
from app.seminars.access import scope_of, seminar_for
from app.seminars.api import iso
from app.web.api import api_router, operation
from app.wording import Lines, required

router = api_router("reading", "/seminars/{seminar_id}/messages")


class MessageIn(Named):
    """To all rooms, or with a `room`'s id to that one."""

    text: Annotated[Lines, required(LONGEST_MESSAGE)]
    room: str | None = Field(None, max_length=40)
    minutes: int = Field(MINUTES, ge=1, le=LONGEST_MINUTES)


@router.get("")
def list_messages(seminar_id: str, visit: CallerOf, store: StoreOf) -> list[MessageOut]:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        scope = scope_of(session, visit.asker, seminar)
        return [
            _as_json(each) for each in messages.messages_for_leaders(session, seminar.id, scope)
        ]


@router.post("", status_code=201)
@operation(Closed, NameTaken)
async def send_message(lead: LeadCallOf, wish: MessageIn, naming: NamingOf) -> MessageSent:
    def verb(session: Session) -> str:
        asker, seminar_id = lead.visit.asker, lead.seminar_id
        room = led_room(session, asker, seminar_id, wish.room) if wish.room else None
        return messages.send(session, seminar_id, wish.text, room, wish.minutes).id

    message_id, undo = await lead.press(verb, wish.room, call=naming.call(wish))
    lead.publish("messages", wish.room)
    sent = await lead.store.read(
        lambda session: messages.sent_message(session, lead.seminar_id, message_id)
    )
    return {**_as_json(sent), "undo": undo or None}


@router.delete("/{message_id}", status_code=204)
@operation(Closed)
async def take_down(lead: LeadCallOf, message_id: str) -> None:
    def verb(session: Session) -> str | None:
        messages.led(session, lead.visit.asker, lead.seminar_id, message_id)
        return messages.end(session, lead.seminar_id, message_id).room_id

    lead.publish("messages", await lead.write(verb))


def _as_json(one: SentMessage) -> MessageOut:
    message = one.message
    return {
        "id": message.id,
        "text": message.text,
        "room": message.room_id,
        "at": iso(message.at) or "",
        "until": iso(message.until) or "",
        "rooms": one.rooms,
        "seen": one.seen,
        "unseen": [room.id for room in one.unseen],
    }
