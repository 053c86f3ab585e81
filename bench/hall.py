"""A large hall's afternoon, for what is measured on it: rooms × five prompts, twelve notes an
answer, of invented sentences that are the same each time.

The notes go through the ledger as an import's do, not through sockets. Of forty answers one is the
room's before once more, as on real walls, and of ten rooms one is quoted in each theme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import httpx2 as httpx
from sqlmodel import Session, col, select

from app.boards import ledger
from app.boards.document_cache import current
from app.boards.models import NOTES, SUMMARY, Answer, Document
from app.documents import replacement
from app.documents.text import lines
from app.harvest import quotes, themes
from app.harvest.recording import Recording
from app.harvest.wishes import QuoteIn, ThemeIn
from app.main import open_store
from app.rooms.models import Room
from app.settings import Settings
from app.storage.ids import new_id
from app.storage.store import Store
from bench.processes import Running
from rehearsal.invented import note, places

ASKED = (
    "Hva bør vi ta vare på?",
    "Hva hindrer oss i dag?",
    "Hva skal kommunen gjøre annerledes?",
    "Hvem må være med?",
    "Hva gjør vi først?",
)
NOTES_EACH, MEMBERS, THEMES = 12, 4, 15
DOUBLE, SUMMARISED, QUOTED = 1 / 40, 0.3, 0.1
ROOMS_AT_ONCE = 10
Place = tuple[str, str]
"""An answer and its room, by id."""


@dataclass(frozen=True)
class Hall:
    """`note` is one in the middle of its first question."""

    rooms: int
    id: str
    prompts: Sequence[str]
    dialogue: str
    note: str = ""


def ready(server: Running, rooms: int) -> Hall:
    """Its programme and rooms, open for writing."""
    chance = Random(rooms)
    names = places(chance, rooms * MEMBERS)
    headers = {"authorization": f"Bearer {server.token}"}
    with httpx.Client(base_url=f"{server.url}/api/v1", headers=headers, timeout=600) as client:
        prompts = [{"text": text} for text in ASKED]
        prompts[-1] |= {"kind": "actions"}
        wish = {"title": "Framtid i bygda", "dialogues": [{"title": "Dialog", "prompts": prompts}]}
        made = client.post("/seminars", json=wish).raise_for_status().json()
        dialogue = made["dialogues"][0]
        path = f"/seminars/{made['id']}"
        roster = [
            {"number": at + 1, "members": names[at * MEMBERS : (at + 1) * MEMBERS]}
            for at in range(rooms)
        ]
        client.put(f"{path}/rooms", json=roster).raise_for_status()
        stage = f"{path}/dialogues/{dialogue['id']}/stage"
        client.put(stage, json={"stage": "open"}).raise_for_status()
        asked = [each["id"] for each in dialogue["prompts"]]
        return Hall(rooms, made["id"], asked, dialogue["id"])


def write(data: Path, hall: Hall) -> Hall:
    """What its rooms write and its organiser gathers, while no server runs."""
    store = open_store(Settings(data=data))
    try:
        return _written(store, hall)
    finally:
        store.close()


def _written(store: Store, hall: Hall) -> Hall:
    chance = Random(7)
    with store.reading() as session:
        answers = _answers(session, hall)
    texts: dict[Place, str] = {}
    before: dict[str, str] = {}
    for place, prompt_id in answers.items():
        again = before.get(prompt_id, "") if chance.random() < DOUBLE else ""
        texts[place] = before[prompt_id] = again or _notes(chance)
    some = list(texts.items())
    step = ROOMS_AT_ONCE * len(ASKED)
    for at in range(0, len(some), step):
        store.write_now(partial(_put, texts=some[at : at + step], chance=chance))
    return store.write_now(partial(_harvest, hall=hall, chance=chance))


def _answers(session: Session, hall: Hall) -> dict[Place, str]:
    """The question of each answer, by room."""
    query = select(Room, Answer).join(Answer, col(Answer.room_id) == col(Room.id))
    rows = session.exec(query.where(Room.seminar_id == hall.id).order_by(col(Room.number)))
    place = {prompt_id: at for at, prompt_id in enumerate(hall.prompts)}
    in_order = sorted(rows, key=lambda row: (row[0].number, place[row[1].prompt_id]))
    return {(answer.id, room.id): answer.prompt_id for room, answer in in_order}


def _notes(chance: Random) -> str:
    """In both written forms; a place in most, so that few are said word by word by others."""
    return "\n".join(
        f"{where}: {note(chance, chance.choice(('nb', 'nb', 'nn')))}"
        for where in places(chance, NOTES_EACH)
    )


def _put(session: Session, texts: Sequence[tuple[Place, str]], chance: Random) -> None:
    for (answer_id, room_id), text in texts:
        told = {NOTES: text}
        if chance.random() < SUMMARISED:
            told[SUMMARY] = note(chance, "nb")
        for kind, words in told.items():
            document = session.get_one(Document, (answer_id, kind))
            steps = replacement.rewrite(current(session, document).doc, words, new_id)
            ledger.take(session, document, room_id=room_id, version=0, steps=steps, led=True)


def _harvest(session: Session, hall: Hall, chance: Random) -> Hall:
    """Fifteen themes a question, each with a note of every tenth room."""
    recording = Recording(session, hall.id)
    some = ""
    for prompt_id in hall.prompts:
        noted = _noted(session, prompt_id)
        some = some or noted[len(noted) // 2][0].note
        for at in range(THEMES):
            theme = themes.add(recording, ThemeIn(title=f"Tema {at + 1}", prompt=prompt_id))
            told = [chance.choice(each) for each in noted if chance.random() < QUOTED]
            quotes.place(recording, theme, quotes.cut(session, hall.id, told))
    return Hall(hall.rooms, hall.id, hall.prompts, hall.dialogue, some)


def _noted(session: Session, prompt_id: str) -> list[list[QuoteIn]]:
    """The notes of each answer to a question, as they may be quoted."""
    query = (
        select(Document)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .where(col(Answer.prompt_id) == prompt_id, col(Document.kind) == NOTES)
    )
    return [
        [
            QuoteIn(answer=document.answer_id, note=line.id)
            for line in lines(current(session, document).doc)
            if line.id
        ]
        for document in session.exec(query)
    ]
