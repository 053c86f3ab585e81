"""A way for what comes by the hundred a second: one verb's items by plain statements, on a
connection of their own, in transactions like all others'. The writer knows it by this alone."""

from collections.abc import Callable, MutableMapping
from typing import Any, Protocol

from app.refusals import Refusal


class LeftToVerb(Refusal):
    """An outcome: the verb itself must do it, in a session."""


class Lane(Protocol):
    """Called in the writer's thread only. Whatever it raises, nothing of the transaction is kept:
    the writer closes it, and it begins afresh."""

    @property
    def verb(self) -> Callable[..., Any]:
        """What it does the items of."""
        ...

    def begin(self) -> None:
        """Begin the writing transaction, alone with the database."""
        ...

    def take(self, items: list[Any], fresh: MutableMapping[Any, Any]) -> list[Any]:
        """What became of each; `fresh` gets what the keeper keeps after the commit."""
        ...

    def commit(self) -> None: ...

    def close(self) -> None: ...
