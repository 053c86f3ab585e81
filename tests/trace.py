"""The system's own record of what a process asked of it (strace): the order of writes, syncs and
words, which no killed process can show, since the system keeps what was written for it."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CALLS = "pwrite64,ftruncate,fsync,fdatasync,write,writev,sendto,sendmsg"
LONGEST = 70_000  # a page of the largest size there is

_BEGUN = re.compile(r"(\d+) +(\w+)\(\d+<(.*?)>(.*)")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)")
_WORDS = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Call:
    """One call on the file or socket `path`. `began` and `ended` put it in order with all others:
    one lies before another only when it ended before that began."""

    name: str
    path: str
    rest: str
    began: int
    ended: int

    @property
    def data(self) -> bytes:
        """What was handed over."""
        return b"".join(map(_plain, _WORDS.findall(self.rest)))

    @property
    def number(self) -> int:
        """The last number handed over: where it was written, or the new length."""
        arguments = self.rest.rpartition(")")[0]
        return int(arguments.rpartition(",")[2])

    @property
    def syncs(self) -> bool:
        return "sync" in self.name


@contextmanager
def traced(pid: int, file: Path) -> Iterator[None]:
    """Write every call of the process while in here into `file`, for `calls`."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    what = ["-f", "-y", "-xx", "-s", str(LONGEST), "-e", f"trace={CALLS}", "-o", str(file)]
    watching = subprocess.Popen([strace, *what, "-p", str(pid)], stderr=subprocess.PIPE, text=True)
    assert watching.stderr
    said = watching.stderr.readline()
    if "attached" not in said:
        pytest.skip(said)
    try:
        yield
    finally:
        watching.terminate()
        watching.communicate()


def calls(lines: Iterator[str]) -> list[Call]:
    """The calls that succeeded, as they began."""
    begun: dict[str, tuple[int, str, str, str]] = {}
    found = []
    for at, line in enumerate(lines):
        if resumed := _RESUMED.match(line):
            thread, rest = resumed.groups()
            if thread not in begun:
                continue
            began, name, path, start = begun.pop(thread)
            rest = start + rest
        elif first := _BEGUN.match(line):
            thread, name, path, rest = first.groups()
            began = at
            if rest.endswith("<unfinished ...>"):
                begun[thread] = (at, name, path, rest.removesuffix("<unfinished ...>"))
                continue
        else:
            continue
        if " = -1 " not in rest[-80:]:
            found.append(Call(name, _plain(path).decode(), rest, began, at))
    return sorted(found, key=lambda call: call.began)


def _plain(words: str) -> bytes:
    return bytes.fromhex(words.replace(r"\x", ""))
