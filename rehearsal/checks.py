"""The reckoning: does every room, on every screen and for the organiser, hold what was typed?"""

import asyncio
from collections.abc import Iterator
from typing import Any

from prosemirror.model import Node

from rehearsal import edits
from rehearsal.api import Problem
from rehearsal.polling import Poller, documents_of
from rehearsal.programme import Programme
from rehearsal.room import Room

PATIENCE = 15.0
"""Seconds until the last frame must have come."""


async def room(room: Room) -> dict[str, Any]:
    """Compare a room's board, which is returned, with what was typed and what each participant has.

    TimeoutError when somebody is not told everything in time.
    """
    board = await room.board()
    await _settled(room, board)
    for answer in board["answers"]:
        _answer(room, answer)
        for document in documents_of(answer):
            for fault in _document(room, document):
                room.problem(f"{document['document']}: {fault}")
    return board


async def _settled(room: Room, board: dict[str, Any]) -> None:
    """Wait until every participant has heard all that the board holds."""
    documents = [one for each in board["answers"] for one in documents_of(each)]
    versions = {one["document"]: one["version"] for one in documents}
    async with asyncio.timeout(PATIENCE):
        for who in room.people:
            while any(who.versions[name] < version for name, version in versions.items()):
                await (who.catch_up() if isinstance(who, Poller) else asyncio.sleep(0.05))


def _answer(room: Room, answer: dict[str, Any]) -> None:
    """Notes, their members, state and plain text of one answer of the board."""
    name, notes = answer["id"], answer["notes"]
    for fault in room.expected.faults(name, ((note["id"], note["text"]) for note in notes)):
        room.problem(f"{name}: {fault}")
    for note in notes:
        expected = room.expected.notes[name].get(note["id"])
        member = note["member"] and note["member"]["id"]
        if expected and expected.member and expected.member != member:
            room.problem(f"{name}: note {note['id']} is from {member}, not {expected.member}")
        if any(line not in answer["text"] for line in note["text"].split("\n")):
            room.problem(f"{name}: {note['text']!r} is not in the text {answer['text']!r}")
    said = room.expected.states.get(name)
    if said and said != answer["state"]:
        room.problem(f"{name}: state {answer['state']}, not {said}")


def _document(room: Room, document: dict[str, Any]) -> Iterator[str]:
    """A document of the board beside the copies of all who have it."""
    name, version = document["document"], document["version"]
    doc = Node.from_json(room.air.schema, document["doc"])
    if name.endswith("/summary"):
        found = ((note or "", text) for note, text in edits.notes_in(doc).items())
        yield from room.expected.faults(name, found)
    transcript = room.air.transcripts[name]
    yield from transcript.differences()
    if transcript.version != version or not transcript.doc().eq(doc):
        yield f"told {transcript.version} {transcript.doc()}, the board has {version} {doc}"
    for who in room.people:
        if who.versions[name] != version:
            yield f"seat {who.seat} is at {who.versions[name]}, the board at {version}"
        pen = who.pens.get(name)
        if pen and not pen.closed and (pen.copy.version != version or not pen.copy.doc.eq(doc)):
            yield f"seat {who.seat} has {pen.copy.version} {pen.copy.doc}, not {version} {doc}"


async def late(programme: Programme, rooms: list[Room]) -> None:
    """Every text that came too late is listed once; half of them are taken in."""
    listed = {(each["answer"], each["text"]): each["id"] for each in await programme.late()}
    expected = [(room, late) for room in rooms for late in room.expected.late]
    if len(listed) != len(expected):
        programme.figures.problem(f"{len(listed)} late contributions, {len(expected)} handed in")
    for number, (room, one) in enumerate(expected):
        found = listed.get((one.document, one.text))
        if found is None:
            room.problem(f"late contribution lost: {one}")
        elif number % 2 == 0:
            await programme.take_in(found)
            room.expected.loose[one.document].append(one.text)
            programme.figures.counts["taken in"] += 1


async def grid(programme: Programme, rooms: list[Room]) -> None:
    """The organiser's grid counts the rooms that have written, per prompt."""
    told = {row["number"]: row for row in (await programme.grid())["rooms"]}
    for room in rooms:
        cells = {cell["prompt"]: cell["state"] for cell in told[room.number]["cells"]}
        for prompt in programme.prompts:
            names = [room.answer(prompt), *(name for name, _ in room.places(prompt))]
            given = any(room.expected.notes[name] or room.expected.loose[name] for name in names)
            state = cells[prompt.id]
            if state == "empty" if given else state not in ("empty", "nothing_to_add"):
                room.problem(f"grid says {state} of {prompt}; written: {given}")


async def unread(programme: Programme, rooms: list[Room]) -> None:
    """Nobody can read before reading opens: neither the page nor another room's board."""
    page = (await programme.page()).text
    for room in rooms:
        for answer in list(room.expected.notes):
            if any(text in page for text in room.expected.texts(answer)):
                room.problem("can be read before reading is open")
    if len(rooms) > 1:
        try:
            await rooms[0].lead.api.get(f"/rooms/{rooms[1].id}/board")
        except Problem as problem:
            if problem.status == 404:
                return
        programme.figures.problem("a seat can read the board of another room")
