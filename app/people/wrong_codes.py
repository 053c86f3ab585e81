"""Wrong codes are answered later and later; right ones at once, whatever others in the hall try.

How much is safe: a code has 31^8 (8.5e11) forms. Each wrong answer holds its connection for up to
`LONGEST` seconds, and an address has at most 2,000 of these (`web/connections.py`), so it tries at
most 250 codes a second. In six hours beside twenty open seminars that finds one with a chance of
1.3e-4; a thousand addresses share the process's few thousand connections and find no more than
twice as much. Links are not counted at all: nobody guesses 120 bits.
"""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection

FREE = 20
"""Wrong codes of one address in a minute before anybody waits: a hall mistypes."""
STEP, LONGEST = 0.1, 8.0
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
            await self._sleep(min(LONGEST, STEP * beyond))


def address_of(connection: HTTPConnection) -> str:
    """The asker's network address; uvicorn has believed X-Forwarded-For only of named proxies."""
    host = connection.client.host if connection.client else "unknown"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network(f"{host}/64", strict=False).network_address)
    return host
