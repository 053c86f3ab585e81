"""Random schedules of the browser's own module on the real server: the short and the long form.

What happens in one, and what must hold at its end, is in tests/js/real. Here the server is killed
under them.
"""

import json
import os
import random
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

from cluster.servers import free_port
from tests.node import NODE, ROOT
from tests.process import Process, process

PROGRAM = ROOT / "tests" / "faults" / "schedules.mjs"
BATCH = 400  # a database for each: when it starts, a server replays all that it holds
HURRY = 4  # how many times as fast the clients' clocks go


def play_schedules(folder: Path, *, times: int, at_once: int, kills: int, life: float) -> str:
    """Play so many schedules, a `BATCH` of them on each core and `at_once` of these side by side.
    In every batch the server is killed `kills` times, after about `life` seconds each.

    Returns the figures. The seeds say what people do; the moments are the machine's.
    """
    first = random.randrange(2**31)  # each sitting another

    def play(done: int) -> Counter[str]:
        data = folder / str(done)
        data.mkdir()
        wish = {"first": first + done, "count": min(BATCH, times - done), "atOnce": at_once}
        lives = [life * random.uniform(0.5, 1.5) for _ in range(kills)]
        return _batch(data, wish, lives)

    with ThreadPoolExecutor(os.cpu_count()) as cores:
        figures = sum(cores.map(play, range(0, times, BATCH)), Counter[str]())
    return (
        f"{figures['schedules']} schedules of the browser's module on a real server, with "
        f"{figures['kills']} kills and {figures['letters']} letters: all texts and exports equal, "
        f"0 letters lost, 0 twice, {figures['late']} contributions handed in late"
    )


def _batch(data: Path, wish: dict[str, int], lives: list[float]) -> Counter[str]:
    """Play on one database, on a server that is killed after each of these `lives`, in seconds.
    Returns the figures of schedules.mjs, and `kills`."""
    port, kills = free_port(), 0
    with ExitStack() as stack:
        server = stack.enter_context(process(data, port=port))
        server.wait()
        playing = _begin(server, data, wish)
        stack.callback(playing.kill)
        for life in lives:
            if _ends_within(playing, life):
                break
            server.kill()
            kills += 1
            server = stack.enter_context(process(data, port=port))
        told, _ = playing.communicate()
    assert playing.returncode == 0, (data / "failed").read_text()[-4000:]
    return Counter(json.loads(told)) + Counter(kills=kills)


def _begin(server: Process, data: Path, wish: dict[str, int]) -> subprocess.Popen[str]:
    where = {"origin": server.url, "token": server.token(), "hurry": HURRY}
    words = [NODE, str(PROGRAM), json.dumps(wish | where)]
    with (data / "failed").open("w") as failed:
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=failed, text=True)


def _ends_within(playing: subprocess.Popen[str], life: float) -> bool:
    with suppress(subprocess.TimeoutExpired):
        playing.wait(timeout=life)
    return playing.poll() is not None
