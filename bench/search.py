"""How long a search takes: `python -m bench.search` prints it for 50 rooms and for 500.

The notes are put into the database without being typed: five prompts a room, twelve notes an
answer. The first search waits for the indexing, as after an upgrade with reading open.
"""

import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from app.boards.models import NOTES, Document
from app.storage.ids import new_id
from tests.server import Server, serving

NOTES_EACH = 12
WORDS = [
    "kulturskulen",
    "skole",
    "barnehage",
    "oppvekst",
    "plan",
    "kommunen",
    "lærarane",
    "rektormøte",
    "samarbeid",
    "ungdom",
    "tilbud",
    "frivillige",
    "lag",
    "øve",
    "språk",
    "trygghet",
    "foreldre",
    "innbyggere",
    "politikerne",
    "økonomi",
    "løysingar",
    "vi",
    "har",
    "dei",
    "får",
    "må",
    "kan",
    "trenger",
    "ønsker",
    "fleire",
    "gode",
    "rom",
    "skyss",
    "bibliotek",
    "musikk",
    "teater",
    "dans",
    "kor",
    "elevrådet",
]
QUESTIONS = ("kulturskole", "oppvekstplan", "skole plan", "kor", "språk trygghet", "vi", "finsikke")


def doc(chance: random.Random) -> dict[str, object]:
    def paragraph() -> dict[str, object]:
        words = chance.choices(WORDS, k=chance.randint(6, 18))
        words[0] += f"s{chance.randint(1, 4000)}bakken"
        text = {"type": "text", "text": " ".join(words)}
        return {"type": "paragraph", "attrs": {"id": new_id()}, "content": [text]}

    return {"type": "doc", "content": [paragraph() for _ in range(NOTES_EACH)]}


def fill(session: Session) -> None:
    chance = random.Random(1)
    documents = select(Document).where(col(Document.kind) == NOTES)
    for document in session.exec(documents).all():
        document.doc = doc(chance)
        document.version = document.doc_version = 1
        session.add(document)


def seminar(server: Server, rooms: int) -> Callable[[str], dict[str, Any]]:
    """One in reading, with its notes; gives what asks its search."""
    organiser = server.organiser()
    prompts = [{"text": f"Hva er viktig, {number}?"} for number in range(1, 6)]
    wish = {"title": "Stor", "dialogues": [{"title": "Dialog", "prompts": prompts}]}
    made = organiser.post("/api/v1/seminars", json=wish).raise_for_status().json()
    path = f"/api/v1/seminars/{made['id']}"
    roster = [{"number": number, "members": []} for number in range(1, rooms + 1)]
    organiser.put(f"{path}/rooms", json=roster).raise_for_status()
    server.store.write_now(fill)
    stage = f"{path}/dialogues/{made['dialogues'][0]['id']}/stage"
    organiser.put(stage, json={"stage": "open"}).raise_for_status()

    def ask(question: str) -> dict[str, Any]:
        answer = organiser.get(f"{path}/search", params={"q": question}, timeout=600)
        return dict(answer.raise_for_status().json())

    return ask


def measure(rooms: int) -> None:
    with tempfile.TemporaryDirectory() as data, serving(Path(data)) as server:
        ask = seminar(server, rooms)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, worked = time.perf_counter(), time.process_time()
        ask("kulturskole")
        indexing, work = time.perf_counter() - began, time.process_time() - worked
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"{rooms} rooms: first search, with indexing {indexing:.1f} s,", end=" ")
        print(f"{work:.1f} of them CPU, {more:.0f} MB more")
        for question in QUESTIONS:
            times, worked = [], time.process_time()
            for _ in range(5):
                began = time.perf_counter()
                count = ask(question)["count"]
                times.append(time.perf_counter() - began)
            work = (time.process_time() - worked) / 5
            print(
                f"  {question}: {sorted(times)[2] * 1000:.0f} ms, {work * 1000:.0f} of them CPU,"
                f" {count} places"
            )


if __name__ == "__main__":
    for rooms in (50, 500):
        measure(rooms)
