"""Making a backup: a copy that is checked, packed, read again, and only then given its name."""

import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.backups import copies
from app.backups.archive import (
    DATABASE,
    KEY,
    Manifest,
    Unfit,
    fingerprint,
    member_of,
    pack,
    verify,
)
from app.failpoints import passing
from app.settings import Settings
from app.storage import migrate
from app.storage.disk import sync_folder
from app.storage.store import Clock, utc_now

UNFINISHED = ".backup-"
A_DAY = 24 * 3600


def make(settings: Settings, target: Path, clock: Clock = utc_now) -> Manifest:
    """Write a backup of the data folder to `target`, whoever serves it meanwhile.

    Nothing stands at `target` before it was verified. Raises Unfit with a sentence, or OSError.
    """
    source = database_file(settings)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear_unfinished(target.parent)
    _require_space(source, target.parent)
    with TemporaryDirectory(prefix=UNFINISHED, dir=target.parent) as name:
        folder = Path(name)
        copy, packed, moment = folder / DATABASE, folder / "archive", clock()
        copies.copy_live(source, copy)
        facts = copies.facts_of(copy)
        _require_ledger(copy, facts.revision)
        members = {DATABASE: copy}
        if not settings.secret_key:
            members[KEY] = settings.key_file
        manifest = Manifest(
            at=moment,
            revision=facts.revision,
            epoch=facts.epoch,
            key=fingerprint(settings.key),
            counts=facts.counts,
            members={name: member_of(path) for name, path in members.items()},
        )
        pack(packed, manifest, members)
        passing("backup")
        if verify(packed) != manifest:
            raise Unfit("The archive does not read as it was written: the disk is failing.")
        packed.replace(target)
    sync_folder(target.parent)
    return manifest


def database_file(settings: Settings) -> Path:
    """The file that is backed up and restored. Raises Unfit for another database than SQLite."""
    if settings.database_file is None:
        raise Unfit(
            "The database is not SQLite: use PostgreSQL's own pg_dump and pg_restore, and keep "
            f"the key ({settings.key_file} or SAMTAVLE_SECRET_KEY) with the dump."
        )
    return settings.database_file


def _require_ledger(copy: Path, revision: str) -> None:
    """Of a database that was not upgraded yet, a copy of the copy is upgraded and checked: what is
    kept stays as it was."""
    if revision == migrate.newest():
        copies.require_ledger(copy)
        return
    tried = copy.with_suffix(".upgraded")
    shutil.copy(copy, tried)
    copies.bring_up_to_date(tried, revision)
    copies.require_ledger(tried)
    tried.unlink()


def _require_space(source: Path, folder: Path) -> None:
    """A backup that fills the disk would stop those who write."""
    needed = 2 * source.stat().st_size if source.exists() else 0
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Unfit(f"{folder} has {free >> 20} MiB free; a backup needs {(needed >> 20) + 1} MiB.")


def _clear_unfinished(folder: Path) -> None:
    """Remove what a backup left behind that was killed in the middle."""
    for left in folder.glob(f"{UNFINISHED}*"):
        if time.time() - left.stat().st_mtime > A_DAY:
            shutil.rmtree(left, ignore_errors=True)
