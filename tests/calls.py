"""How many functions of Python are called for something: the same on any machine, however busy."""

import sys
from collections.abc import Callable
from types import FrameType, FunctionType
from typing import cast


def calls(work: Callable[[], object], of: Callable[..., object] | None = None) -> int:
    """Of Python's own functions and generators, or of one of them, in this thread."""
    wanted = cast(FunctionType, of).__code__ if of else None
    work()  # what is made once is made
    count = 0

    def hear(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and wanted in (None, frame.f_code)

    before = sys.getprofile()
    sys.setprofile(hear)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
