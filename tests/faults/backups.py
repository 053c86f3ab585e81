"""Backups while rooms write, each restored in a fresh folder: the short and the long form."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.backups import restoring
from app.boards.ledger_check import check
from app.main import open_store
from app.settings import Settings
from tests.process import command, process
from tests.writers import Writers, numbers


def back_up_under_load(folder: Path, *, times: int, rooms: int, a_second: float) -> str:
    """Back up a server that is written to, and hold each backup against what was acknowledged
    before it began. Returns the figures."""
    served = folder / "served"
    served.mkdir()
    with process(served) as server:
        server.wait()
        with Writers(server, rooms, a_second=a_second) as writers:
            for number in range(times):
                writers.wait_for(20)
                before = writers.acknowledged()
                archive = folder / f"{number}.zip"
                said = command("backup", str(archive), environment=server.environment)
                assert said.returncode == 0, said.stderr
                held = _restored(archive, folder / f"fresh-{number}", writers)
                for had, has, sent in zip(before, held, writers.sent(), strict=True):
                    assert had <= has <= sent
                archive.unlink()
            edits = sum(writers.acknowledged())
        server.stop()
    return f"{times} backups under load of {a_second:.0f} edits/s ({edits} edits): 0 lost"


def _restored(archive: Path, fresh: Path, writers: Writers) -> list[int]:
    """Restore in a fresh folder; how many edits of each writer are in it, each once."""
    settings = Settings(data=fresh)
    restoring.stage(settings, archive)
    restoring.finish(settings)
    store = open_store(settings)
    assert check(store) == []
    with store.reading() as session:
        held = [each.held(session) for each in writers.each]
    store.close()
    with closing(sqlite3.connect(fresh / "samtavle.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for count, text in held:
        assert text == numbers(count)
    return [count for count, _ in held]
