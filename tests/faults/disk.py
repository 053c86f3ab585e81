"""Disks that fail for a while, as real as a test machine allows: full, cut short, read-only, held
by another program."""

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.process import Process


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[Path]:
    """A disk of that size; needs the right to mount."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here; it takes root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Not a byte is left."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            for size in (1 << 20, 4096, 1):
                _fill(file.fileno(), size)
            yield
        finally:
            filler.unlink()


def _fill(file: int, size: int) -> None:
    try:
        while True:
            os.write(file, b"x" * size)
    except OSError:
        return


@contextmanager
def files_no_larger(server: Process, size: int) -> Iterator[None]:
    """The system lets the server's files grow no further, as a quota does."""
    pid, kind = server.running.pid, resource.RLIMIT_FSIZE
    before = resource.prlimit(pid, kind, (size, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, kind, before)


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """The database and its journal take no write, not even through what is open already, as on a
    disk that the system has made read-only; neither chmod nor a remount does that to a running
    root. The journal's index stays: it is memory, and on a disk that really went read-only goes on
    to be (tests/faults/test_read_only_disk.py)."""
    files = [str(path) for path in (folder / "samtavle.db", folder / "samtavle.db-wal", folder)]
    if not shutil.which("chattr") or _chattr("+i", files):
        pytest.skip("files cannot be made immutable here; it takes root and a disk that knows it")
    try:
        yield
    finally:
        _chattr("-i", [*files, *map(str, folder.glob("samtavle.db*"))])


def _chattr(flag: str, files: list[str]) -> int:
    return subprocess.run(["chattr", flag, *files], capture_output=True, check=False).returncode


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program holds the database for itself."""
    with closing(sqlite3.connect(folder / "samtavle.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
