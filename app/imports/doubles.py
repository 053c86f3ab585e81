"""Posts that say what another says: the same text twice, or a draft of a fair copy."""

import math
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace

from rapidfuzz.fuzz import ratio

from app.imports.proposal import Post, Proposal
from app.lexicon.letters import WORD, plain
from app.lexicon.texts import SMALL

_SAME, _CONTAINED = 92, 0.7
_FEWEST_WORDS = 6
_LONGER = 1.15


def compared(proposal: Proposal, asked: Set[str]) -> list[Post]:
    """The posts with drafts and doubles told; the fuller of two is the answer. Words of the
    questions, `asked`, say nothing: everybody has them."""
    posts = list(proposal.posts)
    texts = [proposal.post_text(post) for post in posts]
    words = [_words(text, asked) for text in texts]
    seldom = _seldom(words)
    for at, post in enumerate(posts):
        if post.kind == "heading" or len(words[at]) < _FEWEST_WORDS:
            continue
        other = _fuller(posts, texts, words, seldom, at)
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
    at: int,
) -> int | None:
    """The post that holds nearly all this one says, and more; of two alike the earlier."""
    best: tuple[float, int] | None = None
    for other, post in enumerate(posts):
        if other == at or post.kind != "answer" or _apart(posts[at], post):
            continue
        longer = len(texts[other]) >= len(texts[at]) * _LONGER
        if not longer and ratio(texts[at].casefold(), texts[other].casefold()) >= _SAME:
            longer = len(texts[other]) > len(texts[at]) or (
                len(texts[other]) == len(texts[at]) and other < at
            )
            held = 1.0 if longer else 0.0
        else:
            held = _held(words[at], words[other], seldom) if longer else 0.0
        if held >= _CONTAINED and (best is None or held > best[0]):
            best = held, other
    return best[1] if best else None


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


def _held(one: Counter[str], other: Counter[str], seldom: dict[str, float]) -> float:
    total = sum(seldom[word] for word in one)
    return sum(seldom[word] for word in one if word in other) / total if total else 0.0
