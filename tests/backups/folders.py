"""Data folders with something in them, and what stands in them, for tests of backups."""

from functools import partial
from pathlib import Path

from sqlmodel import Session, select

from app import world
from app.boards.document_cache import replay
from app.boards.models import Document
from app.main import open_store
from app.people.models import Organiser, organiser_named
from app.settings import Settings
from app.storage.store import Installation, Store


def written(settings: Settings, *organisers: str) -> None:
    """Write into the folder: the invented cast's seminar for each of these organisers."""
    store = open_store(settings)
    for name in organisers:
        store.write_now(partial(_make, name=name))
    store.close()


def _make(session: Session, name: str) -> None:
    world.make(session, organiser_named(session, name))


def stands(settings: Settings) -> tuple[list[str], list[str]]:
    """The organisers' names and every text that is not empty."""
    store = open_store(settings)
    with store.reading() as session:
        names = sorted(session.exec(select(Organiser.name)))
        texts = [replay(session, each).text for each in session.exec(select(Document))]
    store.close()
    return names, sorted(filter(None, texts))


def epoch(settings: Settings) -> str:
    store = open_store(settings)
    with store.reading() as session:
        found = session.get_one(Installation, 1).epoch
    store.close()
    return found


def spoil(settings: Settings, statement: str) -> None:
    """Change the database behind the program's back."""
    store = Store(settings.database)
    store.write_now(lambda session: session.connection().exec_driver_sql(statement))
    store.close()


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, to see that nothing has changed."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
