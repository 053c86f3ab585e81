"""One order for all that one process makes to be shown, whichever way it goes out."""

import secrets
from itertools import count


class Order:
    """Numbers, each higher than those before it, after the name of whoever gives them. One that is
    taken before reading tells of what was read: what has a higher one holds nothing older, and
    every change is followed by something that has a higher one."""

    def __init__(self) -> None:
        self._by = secrets.token_hex(2)
        self._numbers = count(1)

    def next(self) -> str:
        return f"{self._by}.{next(self._numbers)}"
