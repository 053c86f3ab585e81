"""Restarts while rooms write: the short and the long form."""

from pathlib import Path

from app.main import open_store
from app.settings import Settings
from cluster.servers import free_port
from tests.process import process
from tests.writers import Writers, numbers


def restart_under_load(folder: Path, *, times: int, rooms: int, a_second: float) -> str:
    """Stop and start a server over and over while rooms write through it.

    Each time the disk holds exactly what was acknowledged, since an end answers all that it keeps;
    in the last text each edit stands once. Returns the figures.
    """
    port = free_port()
    with process(folder, port=port) as server:
        server.wait()
        writers = Writers(server, rooms, a_second=a_second)
        server.stop()
    with writers:
        for _ in range(times):
            with process(folder, port=port) as server:
                writers.wait_for_all(1)
                writers.wait_for(int(a_second))
                server.stop()
                writers.wait_for_the_cut()
            assert _kept(folder, writers) == writers.acknowledged()
        with process(folder, port=port) as server:
            writers.wait_for_all(1)
            writers.finish()
            texts = [each.text(server.url) for each in writers.each]
            server.stop()
    assert texts == [numbers(count) for count in writers.acknowledged()]
    edits = sum(writers.acknowledged())
    return f"{times} restarts at {a_second:.0f} edits/s ({edits} edits): 0 lost, 0 doubled"


def _kept(folder: Path, writers: Writers) -> list[int]:
    store = open_store(Settings(data=folder))
    with store.reading() as session:
        held = [each.held(session)[0] for each in writers.each]
    store.close()
    return held
