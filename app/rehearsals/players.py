"""Who plays the people of a rehearsal: a process of its own for each, which knows only what a
person in the hall knows, and ends when this one does.

It is told what to play on its standard input, a line of JSON each; when that ends, it does.
"""

import asyncio
import json
import os
import subprocess
import sys
import threading
from functools import partial
from typing import Any

import structlog

from app.refusals import NotSaved
from app.rehearsals.models import RehearsalsFull, hold, let_go
from app.settings import Settings
from app.storage.store import Store

log = structlog.get_logger()
EVERY = 5.0
"""Seconds between two looks at what is wished for; a wish of this process is heard at once."""
LONGEST = 4 * 3600.0
"""Seconds; nobody rehearses for longer, but somebody will forget to wipe it."""
PLAYER = (sys.executable, "-m", "rehearsal.players")


class Players:
    """The rehearsals that this process plays, by seminar."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._most = store, settings.rehearsals
        self._alone = not settings.nats_url
        self._playing: dict[str, asyncio.Task[None]] = {}
        self._wished: dict[str, asyncio.Event] = {}

    async def start(self) -> None:
        """What a process before this one played is played by nobody, if there is no other."""
        if self._alone:
            await self._store.write(let_go)

    def require_place(self, seminar_id: str) -> None:
        """Raise RehearsalsFull where this process plays as many as it may."""
        if seminar_id not in self._playing and len(self._playing) >= self._most:
            raise RehearsalsFull

    def play(self, seminar_id: str, script: dict[str, Any]) -> None:
        """Have a rehearsal's people come in, at the speed that its row says."""
        if seminar_id not in self._playing:
            self._wished[seminar_id] = asyncio.Event()
            self._playing[seminar_id] = asyncio.create_task(self._play(seminar_id, script))

    def look(self, seminar_id: str) -> None:
        """Something else is wished for."""
        if wished := self._wished.get(seminar_id):
            wished.set()

    async def leave(self, seminar_id: str) -> None:
        """Have the people go, before what they write in goes."""
        if task := self._playing.get(seminar_id):
            task.cancel()
            await asyncio.wait([task])

    def stop(self) -> None:
        for task in self._playing.values():
            task.cancel()

    async def _play(self, seminar_id: str, script: dict[str, Any]) -> None:
        player = subprocess.Popen(PLAYER, stdin=subprocess.PIPE, env=_surroundings())  # noqa: S603, ASYNC220 - our own module, and it takes a moment
        log.info("rehearsal begins", seminar=seminar_id)
        try:
            _send(player, script)
            async with asyncio.timeout(LONGEST):
                while player.poll() is None and await self._plays_on(seminar_id, player):
                    await self._wait(seminar_id)
            await self._store.write(partial(let_go, seminar_id=seminar_id))
        except (OSError, TimeoutError, NotSaved) as error:
            log.warning("rehearsal broke off", seminar=seminar_id, problem=type(error).__name__)
        finally:
            player.terminate()
            threading.Thread(target=player.wait, daemon=True).start()  # or it stays as a zombie
            del self._playing[seminar_id], self._wished[seminar_id]
            log.info("rehearsal ends", seminar=seminar_id)

    async def _plays_on(self, seminar_id: str, player: subprocess.Popen[bytes]) -> bool:
        speed = await self._store.write(partial(hold, seminar_id=seminar_id))
        if speed is not None:
            _send(player, {"speed": speed})
        return speed is not None

    async def _wait(self, seminar_id: str) -> None:
        wished = self._wished[seminar_id]
        try:
            async with asyncio.timeout(EVERY):
                await wished.wait()
        except TimeoutError:
            return
        wished.clear()


def _send(player: subprocess.Popen[bytes], told: dict[str, Any]) -> None:
    assert player.stdin
    player.stdin.write(json.dumps(told).encode() + b"\n")
    player.stdin.flush()


def _surroundings() -> dict[str, str]:
    """Without our settings: a player needs no key and no database."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SAMTAVLE_")}
