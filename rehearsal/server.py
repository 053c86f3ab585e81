"""The server's own word on how it went: its metrics and its log, before and after."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from rehearsal.api import Api
from rehearsal.figures import Figures

_LINE = re.compile(r"^([a-z_]+) ([0-9.e+-]+)$", re.MULTILINE)
_BAD = re.compile(r"(error|exception|failed|not_saved)s?_total$")
_BAD_LINE = re.compile(r'"level": ?"(error|critical)"|\b(ERROR|CRITICAL)\b|^Traceback ')
_TOLD = {
    "process_cpu_seconds_total": "server CPU seconds",
    "process_resident_memory_bytes": "server memory bytes",
    "samtavle_commits_total": "server commits",
    "samtavle_steps_total": "server steps",
}


class Server:
    """Counts what the server did between entering and leaving; errors become problems."""

    def __init__(self, api: Api, figures: Figures, log: Path | None) -> None:
        self._api, self._figures, self._log = api, figures, log
        self._before: dict[str, float] = {}
        self._read = log.stat().st_size if log else 0

    async def __aenter__(self) -> None:
        self._before = await self._metrics()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            after = await self._metrics()
            self._compare(after)
        for line in self._bad_lines():
            self._figures.problem(f"log: {line}")

    def _compare(self, after: dict[str, float]) -> None:
        for name, value in after.items():
            more = value - self._before.get(name, 0.0)
            if _BAD.search(name) and more:
                self._figures.problem(f"{name} rose by {more:g}")
            if title := _TOLD.get(name):
                self._figures.counts[title] = round(value if "memory" in title else more)

    async def _metrics(self) -> dict[str, float]:
        """Metrics without labels; none when the server keeps them to itself."""
        answer = await self._api.page(f"{self._api.url}/metrics")
        return {name: float(value) for name, value in _LINE.findall(answer.text)}

    def _bad_lines(self) -> Iterator[str]:
        if self._log:
            with self._log.open(encoding="utf-8", errors="replace") as log:
                log.seek(self._read)
                yield from (line.strip()[:500] for line in log if _BAD_LINE.search(line))
