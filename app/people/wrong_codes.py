"""Wrong codes are answered later and later; right ones at once, whatever others in the hall try.

How much is safe: a code has 31^8 (8.5e11) forms. Each wrong answer holds its connection for six
seconds, `SHORT` to `LONGEST`, and an address has at most 2,000 of these (`web/connections.py`), so
it tries at most 333 codes a second. In six hours beside twenty open seminars that finds one with a
chance of 1.7e-4; a thousand addresses share the process's few thousand connections and find no more
than twice as much. Links are not counted at all: nobody guesses 120 bits.
"""

import asyncio
from collections.abc import Awaitable, Callable

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection

from app.web.addresses import address_of

FREE = 20
"""Wrong codes of one address in a minute before anybody waits: a hall mistypes."""
STEP, SHORT, LONGEST = 0.1, 4.0, 8.0
"""Seconds: each waits `STEP` longer than the one before, up to between the other two, so that those
who asked at once are not answered at once."""
COUNTED = RateLimitItemPerMinute(10_000)


class WrongCodes:
    """Counts wrong codes per address (a /64 of IPv6). What another site makes browsers ask is
    counted apart, so that a page full of pictures slows nobody who types."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._sleep = sleep

    async def wrong(self, connection: HTTPConnection) -> None:
        """Wait as long as this wrong answer has to."""
        site = connection.headers.get("sec-fetch-site", "none")
        kind = "foreign" if site in ("cross-site", "same-site") else "own"
        keys = (kind, address_of(connection))
        await self._limiter.hit(COUNTED, *keys)
        stats = await self._limiter.get_window_stats(COUNTED, *keys)
        beyond = COUNTED.amount - stats.remaining - FREE
        if beyond > 0:
            await self._sleep(wait_of(beyond))


def wait_of(beyond: int) -> float:
    """Of the wrong code that is as many beyond the free ones."""
    wait = STEP * beyond
    return wait if wait <= LONGEST else SHORT + wait % (LONGEST - SHORT)
