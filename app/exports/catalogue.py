"""Where the words of a report come from."""

from typing import Protocol


class Catalogue(Protocol):
    """What `gettext` offers for one language."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...
