"""Moves in the hands of somebody who leads: written, then told in both rooms. Pages and API do it
here."""

from sqlmodel import Session, select

from app.boards.live import LiveBoards
from app.boards.moved import Move, MovedText
from app.boards.parts import render
from app.moves.moving import MoveResult, MoveWish, move
from app.moves.undoing import Undoing
from app.moves.wire import MoveOut
from app.people.access import Asker
from app.people.idempotency import Call, once
from app.seminars.api import iso
from app.storage.store import Store


class Mover:
    """Moves of one seminar. Raises NotFound for rooms that the asker does not lead."""

    def __init__(self, store: Store, live: LiveBoards, asker: Asker, seminar_id: str) -> None:
        self.store, self.live, self.asker, self.seminar_id = store, live, asker, seminar_id

    async def move(self, wish: MoveWish, call: Call) -> MoveOut:
        """Once, however often the same call comes. Raises NameTaken."""

        def verb(session: Session) -> tuple[MoveOut, list[MoveResult]]:
            told: list[MoveResult] = []  # of this try: one that was overtaken has told nobody

            def do() -> MoveOut:
                told.append(move(session, self.asker, self.seminar_id, wish))
                session.flush()
                return move_json(session, told[-1].move)

            return once(session, self.asker, call, do)[0], told

        answer, told = await self.store.write(verb)
        for done in told:
            await self._publish(done)
        return answer

    async def undo(self, move_id: str) -> MoveOut:
        plan = await self.store.read(
            lambda session: Undoing.plan(session, self.asker, self.seminar_id, move_id)
        )

        def verb(session: Session) -> tuple[MoveResult, MoveOut]:
            done = plan.apply(session, self.asker, self.seminar_id)
            return done, move_json(session, done.move)

        done, answer = await self.store.write(verb)
        await self._publish(done)
        return answer

    async def _publish(self, done: MoveResult) -> None:
        self.live.publish_steps(done.published)
        for room_id, part in done.parts:
            await self.live.rooms.publish(room_id, part, make=render)


def move_json(session: Session, moved: Move) -> MoveOut:
    texts = session.exec(select(MovedText).where(MovedText.move_id == moved.id)).all()
    return {
        "id": moved.id,
        "from": moved.from_answer_id,
        "to": moved.to_answer_id,
        "whole": moved.whole,
        "at": str(iso(moved.at)),
        "undone_at": iso(moved.undone_at),
        "notes": [
            {"summary": text.kind == "summary", "was": was, "is": became}
            for text in sorted(texts, key=lambda each: each.kind)
            for was, became in text.pairs
        ],
    }
