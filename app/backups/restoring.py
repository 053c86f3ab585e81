"""Going back to a backup, in two steps: a verified database is laid beside the present one, and
whoever holds the folder's lock puts it in its place.

So nothing is changed before everything was verified, and a server that runs does the exchange
itself, when it has let everybody go. A crash between any two of the steps is made good at the next
start: while the folder `restore` stands, the exchange is not finished.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from sqlmodel import Session

from app.backups import copies
from app.backups.archive import (
    DATABASE,
    KEY,
    Manifest,
    Unfit,
    fingerprint,
    manifest_of,
    unpack,
)
from app.backups.making import database_file
from app.failpoints import passing
from app.settings import Settings
from app.storage.disk import sync_folder
from app.storage.ids import new_id
from app.storage.store import Clock, Installation, Store, utc_now

log = structlog.get_logger()
STAGED, UNFINISHED, REPLACED = "restore", ".restore-", "replaced"
BUSY_SECONDS = 5


def stage(settings: Settings, archive: Path, *, take_key: bool = False) -> Manifest:
    """Verify `archive` and lay its database ready, brought up to date and in a new epoch. Raises
    Unfit with a sentence, and then nothing has changed."""
    beside = database_file(settings).parent
    beside.mkdir(parents=True, exist_ok=True)
    if staged(settings):
        raise Unfit(f"Another restore waits in {beside / STAGED} already.")
    manifest = manifest_of(archive)
    puts_key = _require_key(settings, manifest, take_key=take_key)
    _require_space(manifest, beside)
    with TemporaryDirectory(prefix=UNFINISHED, dir=beside) as name:
        folder = Path(name, STAGED)
        folder.mkdir(mode=0o700)
        unpack(archive, folder)
        copy = folder / DATABASE
        _require_said(copy, manifest)
        copies.bring_up_to_date(copy, manifest.revision)
        copies.require_ledger(copy)
        _begin_epoch(copy)
        if not puts_key:
            (folder / KEY).unlink(missing_ok=True)
        _hand_to_owner(folder, beside)
        sync_folder(folder)
        folder.rename(beside / STAGED)
    sync_folder(beside)
    return manifest


def _require_key(settings: Settings, manifest: Manifest, *, take_key: bool) -> bool:
    """Whether the archive's key is put into the folder: only where there is none, or when asked.
    Under another key, every link that was printed from the backup would be dead."""
    if not settings.secret_key and not settings.key_file.exists():
        if KEY not in manifest.members:
            raise Unfit("Its key is not in it: set SAMTAVLE_SECRET_KEY to the one of then.")
        return True
    if fingerprint(settings.key) == manifest.key:
        return False
    if settings.secret_key or KEY not in manifest.members:
        raise Unfit(
            "It was made with another key, and its links would not work: set "
            "SAMTAVLE_SECRET_KEY to the one of then."
        )
    if not take_key:
        raise Unfit(
            "It was made with another key than this folder's, and its links would not work. With "
            "--take-key the backup's key takes this one's place (which is kept); then links that "
            "were made here stop working instead."
        )
    return True


def _require_space(manifest: Manifest, folder: Path) -> None:
    needed, free = 2 * manifest.members[DATABASE].size, shutil.disk_usage(folder).free
    if free < needed:
        raise Unfit(f"{folder} has {free >> 20} MiB free; this needs {(needed >> 20) + 1} MiB.")


def _require_said(copy: Path, manifest: Manifest) -> None:
    facts = copies.facts_of(copy)
    if facts != copies.DatabaseFacts(manifest.revision, manifest.epoch, manifest.counts):
        raise Unfit("Its manifest does not say what stands in its database.")


def _begin_epoch(copy: Path) -> None:
    """What happened after the backup is no more: a tab that remembers it must not go on from there,
    but hand in its unsent text as late."""

    def verb(session: Session) -> None:
        session.get_one(Installation, 1).epoch = new_id()

    store = Store(f"sqlite:///{copy}")
    try:
        store.write_now(verb)
    finally:
        store.close()
    with copy.open("rb+") as file:
        os.fsync(file.fileno())


def _hand_to_owner(folder: Path, beside: Path) -> None:
    """What root lays ready must be the server's, which may be somebody else."""
    if os.geteuid() == 0:
        owner = beside.stat()
        for path in (folder, *folder.iterdir()):
            os.chown(path, owner.st_uid, owner.st_gid)


def staged(settings: Settings) -> Path | None:
    """The folder of a restore that waits to be finished."""
    folder = settings.database_file and settings.database_file.parent / STAGED
    return folder if folder and folder.is_dir() else None


def finish(settings: Settings, clock: Clock = utc_now) -> None:
    """Exchange the databases, if a restore waits. Only for who holds the folder's lock and has the
    database closed. The former one is kept whole: `replaced-<time>` is the way back."""
    folder = staged(settings)
    if folder is None:
        return
    present = database_file(settings)
    aside = present.parent / f"{REPLACED}-{clock():%Y-%m-%dT%H.%M.%S.%fZ}"
    aside.mkdir(mode=0o700)
    if (folder / KEY).exists():
        _move([settings.key_file], aside)
        shutil.move(folder / KEY, settings.key_file)
    if (folder / DATABASE).exists():
        _settle(present)
        _move([present, *present.parent.glob(f"{present.name}-*")], aside)
        passing("swap")
        (folder / DATABASE).rename(present)
    sync_folder(present.parent)
    shutil.rmtree(folder)
    with suppress(OSError):  # nothing stood here before
        aside.rmdir()
    sync_folder(present.parent)
    log.warning("restored", kept=str(aside) if aside.exists() else None)


def _settle(path: Path) -> None:
    """Bring what is in the journal into the file, so that it can be kept alone; and wait a little
    for commands that have it open. A database too damaged for it is moved as it is."""
    if not path.exists():
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as database:
        database.execute("PRAGMA journal_mode = DELETE").fetchall()


def replaced_database(settings: Settings) -> Path | None:
    """Where the database that was replaced last is."""
    return max(database_file(settings).parent.glob(f"{REPLACED}-*"), default=None)


def _move(paths: Iterable[Path], folder: Path) -> None:
    for path in paths:
        if path.exists():
            shutil.move(path, folder / path.name)
