"""Answers of pure functions, remembered by the words or texts they were given, until those must be
forgotten: what is deleted stays in no memory either."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_forgetting: list[Callable[[], None]] = []


def remembered(maxsize: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """As `lru_cache`, for what is given words that somebody wrote."""

    def decorated(function: Callable[P, T]) -> Callable[P, T]:
        cached = lru_cache(maxsize)(function)
        _forgetting.append(cached.cache_clear)
        return cached  # type: ignore[return-value]

    return decorated


def forget_texts() -> None:
    """Nobody knows whose they were, so all of them go; what is asked again is read again."""
    for forget in _forgetting:
        forget()
