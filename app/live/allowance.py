"""How much one sender may send: a bucket that fills again by itself."""

import time
from collections import OrderedDict
from collections.abc import Callable

Clock = Callable[[], float]
CHARACTERS_A_MESSAGE = 4096
"""A long message costs as many more: what it is made of is checked, stored and sent on."""


class Allowance:
    """`burst` messages at once, `per_second` on average. What is drawn beyond that is a debt."""

    def __init__(self, per_second: float, burst: float, clock: Clock = time.monotonic) -> None:
        self._per_second, self._burst, self._clock = per_second, burst, clock
        self._left = burst
        self._at = self._short_since = clock()

    def wait(self, size: int = 0) -> float:
        """Draw one message of `size` characters; returns the seconds until it is paid for."""
        self._fill()
        self._left -= 1 + size / CHARACTERS_A_MESSAGE
        if self._left >= 0:
            self._short_since = self._at
            return 0.0
        return -self._left / self._per_second

    def affords(self, size: int) -> bool:
        """Whether a message of `size` can be drawn without debt."""
        self._fill()
        return self._left >= 1 + size / CHARACTERS_A_MESSAGE

    @property
    def empty_for(self) -> float:
        """Seconds until something may be drawn without debt."""
        self._fill()
        return max(0.0, (1 - self._left) / self._per_second)

    @property
    def short_for(self) -> float:
        """Seconds for which the sender has been in debt on end."""
        return self._at - self._short_since

    def _fill(self) -> None:
        moment = self._clock()
        self._left = min(self._burst, self._left + (moment - self._at) * self._per_second)
        self._at = moment


class Shared:
    """One's own allowance within that of an address, which many share: either slows, and only one's
    own debt counts against one."""

    def __init__(self, own: Allowance, address: Allowance) -> None:
        self._own, self._address = own, address

    def wait(self, size: int = 0) -> float:
        return max(self._own.wait(size), self._address.wait(size))

    def affords(self, size: int) -> bool:
        return self._own.affords(size) and self._address.affords(size)

    @property
    def short_for(self) -> float:
        return self._own.short_for


class Allowances:
    """An allowance for each of the `most` senders heard last."""

    def __init__(self, make: Callable[[], Allowance], most: int = 10_000) -> None:
        self._make, self._most = make, most
        self._kept: OrderedDict[str, Allowance] = OrderedDict()

    def __getitem__(self, key: str) -> Allowance:
        found = self._kept.get(key) or self._kept.setdefault(key, self._make())
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found


class SocketAllowances(Allowances):
    """What one asker may say over all sockets together: more windows give nobody more."""


class AddressAllowances(Allowances):
    """What an address may say and write, however many askers it makes itself."""
