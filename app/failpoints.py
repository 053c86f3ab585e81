"""Named places where a test may kill the process or make a step fail.

Nothing happens unless the environment says so when the process starts:
`SAMTAVLE_FAILPOINTS="before_commit=kill@20,after_commit=raise"` kills at the 20th passing.
"""

import os
import signal
from collections import Counter

_passed: Counter[str] = Counter()


def _read(text: str) -> dict[str, tuple[str, int]]:
    points = {}
    for item in filter(None, text.split(",")):
        name, _, deed = item.partition("=")
        deed, _, at = deed.partition("@")
        points[name] = (deed, int(at or 1))
    return points


_points = _read(os.environ.get("SAMTAVLE_FAILPOINTS", ""))


class Failed(Exception):
    """Raised by a failpoint that was told to fail."""


def passing(name: str) -> None:
    """Say that the process passes the place `name`."""
    if name not in _points:
        return
    deed, at = _points[name]
    _passed[name] += 1
    if _passed[name] != at:
        return
    if deed == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise Failed(name)
