"""The same text in two answers: a draft and its fair copy, or one room's note in another's."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

_WORD = re.compile(r"\w+")
_RUN = 5  # words in a row that are compared
_FEWEST = 4  # runs in common: eight words in a row, or two sentences of six
_SHARE = 0.5  # of the shorter of the two
_COMMON = 20  # answers in which a run is a phrase that everybody uses


def twins(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys whose texts have half of the shorter one in common, the first given first."""
    runs = {key: _runs(text) for key, text in texts.items()}
    holding: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, some in runs.items():
        for run in some:
            holding[run].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in holding.values():
        if 1 < len(keys) <= _COMMON:
            shared.update(combinations(keys, 2))
    for (one, other), count in shared.items():
        shorter = min(len(runs[one]), len(runs[other]))
        if count >= min(_FEWEST, shorter) and count >= _SHARE * shorter:
            yield one, other


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
