"""The reading page and every export beside what the boards hold."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from rehearsal import shown
from rehearsal.programme import Programme
from rehearsal.room import Room

MOST_PAGES = 200
"""Pages of reading that are looked through for the texts."""

Board = dict[str, Any]


async def check(programme: Programme, boards: list[Board]) -> None:
    """Every note and summary once in each format, and on the reading pages."""
    texts = [text for board in boards for _, text in _texts(board)]
    names = {member["name"] for board in boards for member in board["room"]["members"]}
    problem = programme.figures.problem
    for fault in await _reading(programme, texts):
        problem(fault)
    for fault in _json(boards, await programme.export("json")):
        problem(fault)
    for fault in _csv(boards, await programme.export("csv")):
        problem(fault)
    readers = {"md": shown.markdown_lines, "docx": shown.word_lines}
    for form, lines in readers.items():
        lost, twice = shown.missing(lines(await programme.export(form)), texts, names)
        for text in lost:
            problem(f"{form}: lost {text!r}")
        for text in twice:
            problem(f"{form}: twice {text!r}")


async def check_own(room: Room, board: Board) -> None:
    """The page that a room takes home holds what the room wrote."""
    data = await room.lead.api.file(f"/rooms/{room.id}/export", format="docx")
    names = {member["name"] for member in board["room"]["members"]}
    lost, _ = shown.missing(shown.word_lines(data), (text for _, text in _texts(board)), names)
    for text in lost:
        room.problem(f"the room's own page lacks {text!r}")


def _texts(board: Board) -> Iterator[tuple[str, str]]:
    """(`note` or `summary`, text) of everything that a room wrote."""
    for answer in board["answers"]:
        for note in answer["notes"]:
            yield "note", note["text"]
        for line in answer["summary"]["text"].split("\n"):
            if line:
                yield "summary", line


async def _reading(programme: Programme, texts: list[str]) -> list[str]:
    """Follow the reading page's own links until every text has been found."""
    left = {shown.one_line(text) for text in texts}
    waiting, seen = [programme.read_url], {programme.read_url}
    for address in waiting:
        answer = await programme.page(address)
        if answer.status_code != 200:
            return [f"{address} answers {answer.status_code}"]
        page = shown.Page(answer.text)
        whole = "\n".join(page.lines)
        left = {text for text in left if text not in whole}
        links = {urljoin(address, link).partition("#")[0] for link in page.links}
        new = sorted(link for link in links - seen if _below(link, programme.read_url))
        seen |= set(new)
        waiting += new[: MOST_PAGES - len(waiting)]
        if not left:
            break
    return [f"not on the reading pages: {text!r}" for text in sorted(left)]


def _below(link: str, top: str) -> bool:
    one, other = urlsplit(link), urlsplit(top)
    return one.netloc == other.netloc and one.path.startswith(other.path)


def _json(boards: list[Board], data: bytes) -> Iterator[str]:
    found = shown.json_notes(data)
    for board in boards:
        for answer in board["answers"]:
            notes = [(note["id"], note["text"]) for note in answer["notes"]]
            if found.get(answer["id"]) != notes:
                yield f"json: {answer['id']} has {found.get(answer['id'])}, the board {notes}"


def _csv(boards: list[Board], data: bytes) -> Iterator[str]:
    written = Counter(
        (board["room"]["number"], part, text) for board in boards for part, text in _texts(board)
    )
    found = shown.csv_rows(data)
    yield from (f"csv: lost {row}" for row in (written - found).elements())
    yield from (f"csv: twice or unknown {row}" for row in (found - written).elements())
