"""From where somebody asks."""

import ipaddress

from starlette.requests import HTTPConnection


def address_of(connection: HTTPConnection) -> str:
    """The asker's network address, a /64 of IPv6; uvicorn has believed X-Forwarded-For only of
    named proxies."""
    host = connection.client.host if connection.client else "unknown"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network(f"{host}/64", strict=False).network_address)
    return host
