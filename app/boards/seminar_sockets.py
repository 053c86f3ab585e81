"""The open sockets of a seminar's rooms: who hears that a stage is another, and who may stay."""

from sqlmodel import Session

from app.boards.live import stage_frame
from app.live.coalescer import Coalescer
from app.live.frames import Left, StageChanged, encode
from app.live.hub import Connection, Hub
from app.people.access import Asker
from app.people.rights import Act, Closed
from app.refusals import NotFound
from app.rooms.access import standing_for
from app.rooms.models import room_numbers
from app.rooms.parts import channel
from app.seminars.models import Dialogue, Seminar
from app.seminars.room_stages import stages_in
from app.storage.store import Store

NOT_FOUND = 4404


class SeminarSockets:
    def __init__(self, store: Store, hub: Hub) -> None:
        self.store, self.hub = store, hub
        self._moved: Coalescer[tuple[str, str]] = Coalescer(0, self._tell_stages)

    async def stage_changed(self, _: object, *, seminar_id: str, dialogue_id: str) -> None:
        """Everybody in the seminar's rooms hears of it at once, and whoever pressed is answered
        meanwhile; rights follow by themselves, since every deed looks them up, and no stage decides
        who may see a room."""
        self._moved.mark((seminar_id, dialogue_id))

    async def _tell_stages(self, moved: set[tuple[str, str]]) -> None:
        """One after the other: what was read last must be told last."""
        for seminar_id, dialogue_id in moved:
            await self._tell_stage(seminar_id, dialogue_id)

    async def _tell_stage(self, seminar_id: str, dialogue_id: str) -> None:
        def work(session: Session) -> list[StageChanged]:
            seminar, dialogue = session.get(Seminar, seminar_id), session.get(Dialogue, dialogue_id)
            if seminar is None or dialogue is None:
                return []  # gone since
            stages = stages_in(session, seminar)
            return [
                stage_frame(room_id, stages.of(dialogue, room_id))
                for room_id in room_numbers(session, seminar_id)
            ]

        for told in await self.store.read(work):
            self.hub.publish(channel(told.room), encode(told))

    def stop(self) -> None:
        self._moved.stop()

    async def rights_changed(self, _: object, *, seminar_id: str) -> None:
        """Look up the rights behind every open socket of the seminar again, and end those that have
        none any more; also of those that are just joining a room, of whatever seminar."""
        open_ones = [
            (each, each.facts["room"])
            for each in self.hub.connections.values()
            if each.facts.get("seminar", seminar_id) == seminar_id and "room" in each.facts
        ]

        def work(session: Session) -> list[tuple[Connection, str]]:
            return [
                (each, room_id)
                for each, room_id in open_ones
                if not _sees(session, each.facts["asker"], room_id)
            ]

        for connection, room_id in await self.store.read(work):
            if connection.facts.get("room") != room_id:
                continue  # elsewhere by now, or asked anew as it joins
            leave_channels(self.hub, connection)
            connection.push(encode(Left(room=room_id)))
            connection.close(NOT_FOUND)


def leave_channels(hub: Hub, connection: Connection) -> None:
    for name in list(connection.channels):
        hub.unsubscribe(connection, name)
    for fact in ("room", "seminar", "seat", "name", "hue", "caret"):
        connection.facts.pop(fact, None)


def _sees(session: Session, asker: Asker, room_id: str) -> bool:
    try:
        standing_for(session, asker, room_id, Act.SEE_ROOM)
    except (NotFound, Closed):
        return False
    return True
