"""The servers that are measured: started on a core of their own, and what they cost."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx2

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
START_SECONDS = 600


@dataclass
class Running:
    """A server: its process, its address and, for Samtavle, an organiser's token."""

    name: str
    pid: int
    url: str
    token: str = ""

    def spent(self) -> float:
        """Seconds of CPU of all threads that there were, and of processes that it started."""
        return sum(map(_spent, self._family()))

    def peak(self) -> int:
        """Bytes of memory at most since `rest`, each process by itself."""
        return sum(map(_peak, self._family()))

    def addresses(self) -> int:
        """Bytes of addresses of the largest of them, ever: what large work is bounded by."""
        return max(_status(pid, "VmPeak") for pid in self._family())

    def rest(self) -> None:
        """Count the peak from what is in memory now."""
        for pid in self._family():
            Path(f"/proc/{pid}/clear_refs").write_text("5")

    def _family(self) -> list[int]:
        tasks = Path(f"/proc/{self.pid}/task").glob("*/children")
        return [self.pid, *(int(pid) for each in tasks for pid in each.read_text().split())]

    def cpu(self) -> dict[int, float]:
        """Seconds of CPU by thread id, from the scheduler's own count (nanoseconds, not ticks)."""
        spent = {}
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):  # a thread may just have ended
                spent[int(task.name)] = int((task / "schedstat").read_text().split()[0]) / 1e9
        return spent


def _spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _peak(pid: int) -> int:
    return _status(pid, "VmHWM")


def _status(pid: int, field: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split(f"{field}:")[1].split()[0]) * 1024


def relay(core: int) -> AbstractContextManager[Running]:
    """The bare Node server."""
    return _node(core, "ws", ROOT / "bench" / "relay.mjs")


def peer(core: int, name: str) -> AbstractContextManager[Running]:
    """One of those in bench/peers, by its file's name."""
    return _node(core, name, ROOT / "bench" / "peers" / f"{name}.mjs")


@contextmanager
def _node(core: int, name: str, script: Path) -> Iterator[Running]:
    port = _free_port()
    with _started(core, [BIN / "node", script, str(port)], {}) as process:
        assert process.stdout
        if process.stdout.readline().strip() != b"ready":
            raise RuntimeError(f"{name} did not start: is it in node_modules?")
        yield Running(name, process.pid, f"ws://127.0.0.1:{port}")


@contextmanager
def samtavle(core: int, data: Path | None = None, **more: str) -> Iterator[Running]:
    """Samtavle as a host runs it, with `more` settings: on a data folder, or one of its own that is
    gone afterwards."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() if data is None else nullcontext(str(data)) as folder:
        settings = {
            "SAMTAVLE_DATA": folder,
            "SAMTAVLE_PORT": str(port),
            "SAMTAVLE_HOST": "127.0.0.1",
            **{f"SAMTAVLE_{name.upper()}": value for name, value in more.items()},
        }
        # Also makes the tables: a server finds them there on every day but its first.
        command: list[Path | str] = [BIN / "samtavle", "token", "--organiser", "Bench"]
        told = subprocess.run(command, env=os.environ | settings, check=True, capture_output=True)
        with _started(core, [BIN / "samtavle", "serve"], settings) as process:
            _wait_for(url, process)
            yield Running("samtavle", process.pid, url, told.stdout.split()[-1].decode())


@contextmanager
def _started(
    core: int, command: list[Path | str], settings: dict[str, str]
) -> "Iterator[subprocess.Popen[bytes]]":
    """Run a command on one core until the block ends; all its threads inherit the core."""
    process = subprocess.Popen(
        ["taskset", "--cpu-list", str(core), *command],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(httpx2.TransportError):
            if httpx2.get(f"{url}/healthz").status_code == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("Samtavle did not start")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
