"""What a backup is: one zip with the database, the key and a manifest that says what must be there.

Pure files: nothing here knows what stands in the database.
"""

import errno
import hashlib
import hmac
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from pydantic import AwareDatetime, BaseModel, ValidationError

FORMAT = 1
MANIFEST, DATABASE, KEY = "manifest.json", "samtavle.db", "secret.key"
LARGEST_MANIFEST = 64 * 1024
BLOCK = 1024 * 1024
TIME = "%Y-%m-%dT%H.%M.%SZ"


class Unfit(Exception):
    """A sentence for the host: why this cannot be backed up or restored. Nothing was changed."""


class ArchivedFile(BaseModel):
    size: int
    sha256: str


class Manifest(BaseModel):
    """`revision` is the schema's, `key` a fingerprint of the key under which the links work."""

    format: int = FORMAT
    at: AwareDatetime
    revision: str
    epoch: str
    key: str
    counts: dict[str, int]
    members: dict[str, ArchivedFile]

    @property
    def held(self) -> str:
        """What is in it, in words for the host."""
        return ", ".join(f"{name}: {count}" for name, count in self.counts.items())


def fingerprint(key: bytes) -> str:
    """Tells two keys apart without telling either."""
    return hmac.new(key, b"fingerprint", hashlib.sha256).hexdigest()[:32]


def file_name(kind: str, moment: datetime) -> str:
    """`nightly-2026-11-21T03.00.00Z.zip`: names in the order of their times, without a colon."""
    return f"{kind}-{moment.astimezone(UTC):{TIME}}.zip"


def moment_of(path: Path, kind: str) -> datetime | None:
    """When the file says it was made; None when that is not its name."""
    try:
        return datetime.strptime(path.name, f"{kind}-{TIME}.zip").replace(tzinfo=UTC)
    except ValueError:
        return None


def member_of(path: Path) -> ArchivedFile:
    with path.open("rb") as file:
        return ArchivedFile(
            size=path.stat().st_size, sha256=hashlib.file_digest(file, "sha256").hexdigest()
        )


def pack(path: Path, manifest: Manifest, members: dict[str, Path]) -> None:
    """Write the archive and have it on disk. It holds the key, so its owner alone may read it."""
    made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    with os.fdopen(made, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
            for name, source in members.items():
                archive.write(source, name)
        file.flush()
        os.fsync(file.fileno())


def verify(path: Path) -> Manifest:
    """Read the whole archive and hold it against its manifest. Raises Unfit."""
    with _opened(path) as (archive, manifest):
        for name, member in manifest.members.items():
            _copy(archive, name, member, None)
    return manifest


def unpack(path: Path, folder: Path) -> Manifest:
    """Put the database and the key into `folder`, verified. Raises Unfit."""
    with _opened(path) as (archive, manifest):
        for name, member in manifest.members.items():
            made = os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(made, "wb") as target:
                _copy(archive, name, member, target)
    return manifest


def manifest_of(path: Path) -> Manifest:
    with _opened(path) as (_, manifest):
        return manifest


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    if not path.is_file():
        raise Unfit(f"There is no file {path}.")
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, _manifest(path, archive)
    # A zip that was cut or changed fails in as many ways as it has fields.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise _damaged(path) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a full disk is another matter
            raise
        raise _damaged(path) from error  # it says that something stands before its beginning


def _damaged(path: Path) -> Unfit:
    return Unfit(f"{path} is damaged, cut short or no backup of Samtavle.")


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        with archive.open(MANIFEST) as file:
            manifest = Manifest.model_validate_json(file.read(LARGEST_MANIFEST))
    except (KeyError, ValidationError):
        raise Unfit(f"{path} is no backup of Samtavle.") from None
    if manifest.format != FORMAT:
        raise Unfit(f"{path} was made by a newer Samtavle; install that one first.")
    # Only our own two names are ever written: a foreign one could point out of the folder.
    if DATABASE not in manifest.members or not manifest.members.keys() <= {DATABASE, KEY}:
        raise Unfit(f"{path} is no backup of Samtavle.")
    return manifest


def _copy(
    archive: zipfile.ZipFile, name: str, member: ArchivedFile, target: IO[bytes] | None
) -> None:
    digest, left = hashlib.sha256(), member.size
    try:
        with archive.open(name) as source:
            while block := source.read(BLOCK):
                left -= len(block)
                if left < 0:  # more than was said: a bomb, or another file
                    break
                digest.update(block)
                if target:
                    target.write(block)
    except KeyError:
        raise zipfile.BadZipFile(name) from None
    if left or digest.hexdigest() != member.sha256:
        raise zipfile.BadZipFile(name)
    if target:
        target.flush()
        os.fsync(target.fileno())
