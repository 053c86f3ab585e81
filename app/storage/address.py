"""A database's address, as SQLAlchemy writes it: the two kinds there are, by the drivers here."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class UnknownAddress(ValueError):
    """A sentence for the host: no database of ours can be at this address."""


def address(text: str) -> URL:
    """Any usual writing of an address, with the driver named. Raises UnknownAddress."""
    try:
        url = make_url(text)
        driver = DRIVERS[url.drivername]
    except (ArgumentError, KeyError, ValueError):
        raise UnknownAddress(
            f"{_without_password(text)} is no address of a database: it is sqlite:///FILE or "
            "postgresql://USER:PASSWORD@HOST/DATABASE."
        ) from None
    if not url.database or url.database == ":memory:":
        raise UnknownAddress(f"{shown(url)} does not name a database.")
    return url.set(drivername=driver)


def shown(url: URL) -> str:
    """The address without its password."""
    return url.render_as_string(hide_password=True)


def _without_password(text: str) -> str:
    """What cannot be read may still hold a password, before its last @."""
    scheme, found, rest = text.rpartition("@")
    return f"{scheme.partition('://')[0]}://***@{rest}" if found else text
