"""Which of some notes belong together by the words that they share, in any form and inside of
compounds: the rarer a word is among the notes, the more it says. Pure, and without a model."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations
from math import hypot, log

from app.lexicon.dictionary import Class
from app.lexicon.texts import SMALL, WordPlace, places

NEAR_ENOUGH = 0.11
"""How much two groups share on the average that are made one (bench/meaning.py has what it is
chosen by, and how good it is)."""
PART = 0.5
"""What a part of a compound says, of what it would say as a word."""
OFTEN = 0.35
"""A word in more of the notes than this share is what they are all about, and says nothing."""
FEWEST = 3
SHORTEST_WORD = 3
Weights = Mapping[str, float]
Likes = dict[int, dict[int, float]]


def words_of(text: str) -> Iterator[tuple[WordPlace, dict[str, float]]]:
    """The words that say something, each with its keys and what they say: of a form that may be of
    several words each says less."""
    for place in places(text):
        word = place.word
        small = word.spellings & SMALL or any(key[-1] == Class.SMALL for key in word.keys)
        if small or not word.spellings or place.end - place.start < SHORTEST_WORD:
            continue
        parts = dict.fromkeys(sorted(word.parts), PART)
        yield place, parts | {key: 1 / len(word.keys) for key in sorted(word.keys)}


def grouped(texts: Sequence[str], least: float = NEAR_ENOUGH) -> list[list[int]]:
    """Places of texts that belong together, each in one group at most, the largest group first."""
    return [
        each
        for each in _merged_groups(_likes(_weighed(texts)), len(texts), least)
        if len(each) >= FEWEST
    ]


def shared(texts: Sequence[str], most: int = 3) -> tuple[list[str], list[list[str]]]:
    """Why some texts are one group: the words that most of them share, and of each text the words
    of it that stand in another one too, all as they are written there."""
    found = [list(words_of(text)) for text in texts]
    times = Counter(key for each in found for key in {key for _, keys in each for key in keys})
    whole: dict[str, Counter[str]] = defaultdict(Counter)
    own = []
    for text, each in zip(texts, found, strict=True):
        mine: dict[str, None] = {}
        for place, keys in each:
            written = text[place.start : place.end].lower()
            for key in place.word.keys:
                whole[key][written] += 1
            if any(times[key] > 1 for key in keys):
                mine[written] = None
        own.append(list(mine))
    ranked = (key for key, count in times.most_common() if count > 1)
    named = (whole[key].most_common(1)[0][0] if key in whole else key[:-1] for key in ranked)
    return list(dict.fromkeys(named))[:most], own


def _weighed(texts: Sequence[str]) -> list[Weights]:
    """Of each text what its words say, in all of length one. A word that nobody else has says as
    much, but only of itself; a compound of which others have a part says that part."""
    said = [[keys for _, keys in words_of(text)] for text in texts]
    times = Counter(key for words in said for key in {key for keys in words for key in keys})
    count = len(texts)
    often = max(FEWEST, OFTEN * count)
    weighed: list[Weights] = []
    for words in said:
        own: dict[str, float] = {}
        alone = []
        for keys in words:
            says = {key: each * log((count + 1) / times[key]) for key, each in keys.items()}
            others = {key: each for key, each in says.items() if times[key] > 1}
            if not others:
                alone.append(max(says.values()))
            own.update({key: max(each, own.get(key, 0)) for key, each in others.items()})
        length = hypot(*own.values(), *alone) or 1
        weighed.append({k: each / length for k, each in own.items() if times[k] <= often})
    return weighed


def _likes(weighed: Sequence[Weights]) -> Likes:
    """How much each two share that share anything: the cosine of their weights."""
    holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, each in enumerate(weighed):
        for key, weight in each.items():
            holding[key].append((at, weight))
    likes: Likes = {at: {} for at in range(len(weighed))}
    for some in holding.values():
        for (one, its), (other, theirs) in combinations(some, 2):
            both = likes[one].get(other, 0) + its * theirs
            likes[one][other] = likes[other][one] = both
    return likes


def _merged_groups(sums: Likes, count: int, least: float) -> list[list[int]]:
    """The two groups that share most on the average are made one for as long as it is enough.
    `sums` is used up: it says of each two groups what their members share in all."""
    members = {at: [at] for at in range(count)}
    waiting = [
        (-like, one, other) for one in sums for other, like in sums[one].items() if one < other
    ]
    heapify(waiting)
    while waiting and -waiting[0][0] >= least:
        like, one, other = heappop(waiting)
        if one not in members or other not in members or like != -_mean(sums, members, one, other):
            continue
        members[one] += members.pop(other)
        del sums[one][other]
        for third, both in sums.pop(other).items():
            if third != one:
                del sums[third][other]
                sums[one][third] = sums[third][one] = sums[one].get(third, 0) + both
        for third in sums[one]:
            pair = (min(one, third), max(one, third))
            heappush(waiting, (-_mean(sums, members, *pair), *pair))
    return sorted((sorted(each) for each in members.values()), key=lambda each: -len(each))


def _mean(sums: Likes, members: Mapping[int, Sequence[int]], one: int, other: int) -> float:
    return sums[one].get(other, 0) / (len(members[one]) * len(members[other]))
