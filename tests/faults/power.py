"""Power cuts, made from the system's record of a server that writes: the short and the long form.

At a moment that chance chooses, the disk is what was synced before, and of what was not yet synced
any part: each write wholly, in some of its sectors, or not at all.
"""

import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.boards.ledger_check import check
from app.main import open_store
from app.settings import Settings
from tests.process import process
from tests.trace import Call, calls, traced
from tests.writers import Writers, numbers

FILES = ("samtavle.db", "samtavle.db-wal")
SECTOR = 512
_TAKEN = re.compile(rb'\{"type":\s?"taken".*?\}')


@dataclass(frozen=True)
class Word:
    """An answer was told to be saved up to `version`, at the moment `at` of the record."""

    at: int
    answer: str
    version: int


def cut_power(folder: Path, *, images: int, edits: int, rooms: int, a_second: float) -> str:
    """Let rooms write so many edits, then cut the power `images` times within the record of it.
    Each disk opens, is whole, and holds all that had been told by then. Returns the figures."""
    data, file = folder / "data", folder / "trace"
    data.mkdir()
    with process(data) as server:
        server.wait()
        writers = Writers(server, rooms, a_second=a_second)
        with traced(server.running.pid, file):
            start = {name: (data / name).read_bytes() for name in FILES}
            with writers:
                writers.wait_for(edits)
        server.stop()
    with file.open() as lines:
        made = calls(lines)
    written = [call for call in made if Path(call.path).name in FILES]
    told = [word for call in made if "socket" in call.path for word in _told(call)]
    chance, torn = Random(), 0  # each sitting another
    for number in range(images):
        at = chance.randint(told[0].at, made[-1].ended)
        image = folder / str(number)
        image.mkdir()
        for name in FILES:
            here = [call for call in written if Path(call.path).name == name and call.began < at]
            content, unsure = after_the_cut(start[name], here, at, chance)
            (image / name).write_bytes(content)
            torn += unsure
        _hold_against(image, writers, [word for word in told if word.at < at])
    syncs = sum(call.syncs for call in written)
    return (
        f"{images} power cuts in {sum(writers.acknowledged())} edits with {syncs} syncs, "
        f"{torn} writes not synced in them: every disk whole, 0 lost"
    )


def _told(call: Call) -> list[Word]:
    said = [json.loads(words) for words in _TAKEN.findall(call.data)]
    return [Word(call.began, each["document"], each["version"]) for each in said]


def after_the_cut(start: bytes, made: list[Call], at: int, chance: Random) -> tuple[bytes, int]:
    """What a file holds when the power goes at `at`, and how many writes hung in the balance.
    `made` are the calls on it that had begun."""
    content, unsure = bytearray(start), 0
    synced = max((call.began for call in made if call.syncs and call.ended < at), default=-1)
    for call in made:
        if call.syncs:
            continue
        sure = call.ended < synced
        unsure += not sure
        if call.name == "ftruncate":
            if sure or chance.random() < 0.5:
                _resize(content, call.number)
        else:
            _write(content, call, chance.choice((0.0, 0.5, 1.0)) if not sure else 1.0, chance)
    return bytes(content), unsure


def _write(content: bytearray, call: Call, share: float, chance: Random) -> None:
    """Put in that share of a write's sectors."""
    data, place = call.data, call.number
    if place + len(data) > len(content) and share:
        _resize(content, place + len(data))
    for sector in range(0, len(data), SECTOR):
        if chance.random() < share:
            part = data[sector : sector + SECTOR]
            content[place + sector : place + sector + len(part)] = part


def _resize(content: bytearray, length: int) -> None:
    del content[length:]
    content.extend(bytes(length - len(content)))


def _hold_against(image: Path, writers: Writers, told: list[Word]) -> None:
    database = sqlite3.connect(image / FILES[0])
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()
    last = {word.answer: word.version for word in told}
    store = open_store(Settings(data=image))
    assert check(store) == []
    with store.reading() as session:
        for each in writers.each:
            version, text = each.held(session)
            assert last.get(each.answer, 0) <= version, "lost"
            assert text == numbers(version)
    store.close()
