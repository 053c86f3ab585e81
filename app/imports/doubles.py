"""Posts that say what another says: the same text twice, or a draft of a fair copy."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain

from rapidfuzz.fuzz import ratio

from app.imports.proposal import Post, Proposal
from app.lexicon.letters import WORD, plain
from app.lexicon.texts import SMALL

_SAME, _CONTAINED = 92, 0.7
_FEWEST_WORDS = 6
_LONGER = 1.15
_MOST_COMPARED = 300


def compared(proposal: Proposal, asked: Set[str]) -> list[Post]:
    """The posts with drafts and doubles told; the fuller of two is the answer. Words of the
    questions, `asked`, say nothing: everybody has them."""
    posts = list(proposal.posts)
    texts = [proposal.post_text(post) for post in posts]
    words = [_words(text, asked) for text in texts]
    seldom = _seldom(words)
    sharing = _Sharing(posts, words, seldom)
    for at, post in enumerate(posts):
        if post.kind == "heading" or len(words[at]) < _FEWEST_WORDS:
            continue
        other = _fuller(posts, texts, words, seldom, sharing.candidates(at))
        if other is None:
            continue
        whole = posts[other]
        same = ratio(texts[at].casefold(), texts[other].casefold()) >= _SAME
        posts[at] = replace(post, kind="double" if same else "draft", of=whole.id)
        if post.room is None and whole.room is not None:
            posts[at] = replace(posts[at], room=whole.room, room_is="likely", members=whole.members)
    return posts


def _fuller(
    posts: Sequence[Post],
    texts: Sequence[str],
    words: Sequence[Counter[str]],
    seldom: dict[str, float],
    candidates: tuple[int, Sequence[int]],
) -> int | None:
    """The post that holds nearly all this one says, and more; of two alike the earlier."""
    best: tuple[float, int] | None = None
    at, others = candidates
    for other in others:
        post = posts[other]
        if other == at or post.kind != "answer" or _apart(posts[at], post):
            continue
        longer = len(texts[other]) >= len(texts[at]) * _LONGER
        if not longer and ratio(texts[at].casefold(), texts[other].casefold()) >= _SAME:
            longer = len(texts[other]) > len(texts[at]) or (
                len(texts[other]) == len(texts[at]) and other < at
            )
            held = 1.0 if longer else 0.0
        else:
            held = _share_held(words[at], words[other], seldom) if longer else 0.0
        if held >= _CONTAINED and (best is None or held > best[0]):
            best = held, other
    return best[1] if best else None


class _Sharing:
    """Which posts have seldom words in common: only these can hold what another one says, so a wall
    of thousands is not compared post by post."""

    def __init__(
        self, posts: Sequence[Post], words: Sequence[Counter[str]], seldom: dict[str, float]
    ) -> None:
        self._posts, self._words, self._seldom = posts, words, seldom
        self._having: dict[tuple[str, int | None], list[int]] = {}
        self._rooms: dict[str, dict[int | None, None]] = {}
        for at, each in enumerate(words):
            for word in each:
                room = posts[at].room
                self._having.setdefault((word, room), []).append(at)
                self._rooms.setdefault(word, {})[room] = None

    def candidates(self, at: int) -> tuple[int, list[int]]:
        """In the order of the wall, at most so many; those with the seldomest words count first."""
        found: dict[int, None] = {}
        for word in self._telling(at):
            for other in self._with(word, self._posts[at].room):
                if len(found) == _MOST_COMPARED:
                    break
                found[other] = None
        return at, sorted(found)

    def _telling(self, at: int) -> Iterator[str]:
        """The seldomest words, as many as there may be without one that is shared."""
        words = sorted(self._words[at], key=lambda word: (-self._seldom[word], word))
        left = (1 - _CONTAINED) * sum(self._seldom[word] for word in words)
        for word in words:
            yield word
            left -= self._seldom[word]
            if left < 0:
                return

    def _with(self, word: str, room: int | None) -> Iterator[int]:
        """Of the same room and of none; one that has no room is compared with all."""
        rooms = list(self._rooms[word]) if room is None else [room, None]
        return chain.from_iterable(self._having.get((word, each), ()) for each in rooms)


def _apart(one: Post, other: Post) -> bool:
    """Rooms that are both known are different people, though they may say the same; and what
    answers other questions is no draft."""
    if one.room is not None and other.room is not None and one.room != other.room:
        return True
    dialogues = bool(one.dialogues and other.dialogues and not one.dialogues & other.dialogues)
    places = bool(one.places and other.places and not {*one.places} & {*other.places})
    return dialogues or places


def _words(text: str, asked: Set[str]) -> Counter[str]:
    """A word's first letters stand for it and its forms."""
    found = (plain(word) for word in WORD.findall(text))
    kept = (word[:6] for word in found if len(word) > 2 and word not in SMALL)
    return Counter(word for word in kept if word not in asked)


def _seldom(words: Sequence[Counter[str]]) -> dict[str, float]:
    having = Counter(word for each in words for word in each)
    return {word: math.log(1 + len(words) / count) for word, count in having.items()}


def _share_held(one: Counter[str], other: Counter[str], seldom: dict[str, float]) -> float:
    total = sum(seldom[word] for word in one)
    return sum(seldom[word] for word in one if word in other) / total if total else 0.0
