"""Failed codes and links are counted, right ones are not: a whole town hall shares one address."""

import ipaddress

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from app.refusals import TooMany

SECONDS = 60


class FailedAttempts:
    """Counts failures per address (a /64 of IPv6) and in all, since one guesser may have many."""

    def __init__(self, *, per_address: int, in_all: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._per_address = RateLimitItemPerMinute(per_address)
        self._in_all = RateLimitItemPerMinute(in_all)

    async def check(self, request: Request) -> None:
        """Raise TooMany when this address, or everybody together, has failed too often."""
        mine = await self._limiter.test(self._per_address, "address", address_of(request))
        if not mine or not await self._limiter.test(self._in_all, "all"):
            raise TooMany(SECONDS)

    async def failed(self, request: Request) -> None:
        await self._limiter.hit(self._per_address, "address", address_of(request))
        await self._limiter.hit(self._in_all, "all")


def address_of(request: Request) -> str:
    """The asker's network address; uvicorn has believed X-Forwarded-For only of named proxies."""
    host = request.client.host if request.client else "unknown"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network(f"{host}/64", strict=False).network_address)
    return host
