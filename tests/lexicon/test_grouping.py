"""Texts are grouped by the words that they share, as average linkage does it by hand."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.lexicon import grouping
from app.lexicon.grouping import NEAR_ENOUGH, grouped, shared

WORDS = [
    "skole",
    "skolen",
    "kulturskole",
    "buss",
    "bussen",
    "bibliotek",
    "kor",
    "koret",
    "tid",
    "og",
]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), max_size=14)


def by_hand(texts: list[str], least: float) -> list[set[int]]:
    """The slow way: each step looks at every two groups again."""
    likes = grouping._likes(grouping._weighed(texts))
    groups = [{at} for at in range(len(texts))]

    def mean(one: set[int], other: set[int]) -> float:
        return sum(likes[a].get(b, 0) for a in one for b in other) / (len(one) * len(other))

    while len(groups) > 1:
        best = max(combinations(groups, 2), key=lambda pair: mean(*pair))
        if mean(*best) < least:
            break
        groups = [each for each in groups if each not in best] + [best[0] | best[1]]
    return groups


@given(TEXTS)
def test_groups_are_apart_and_equal_texts_in_equal_groups(texts: list[str]) -> None:
    found = grouped(texts)
    every = [at for group in found for at in group]
    assert len(every) == len(set(every))
    assert set(every) <= set(range(len(texts)))
    assert found == grouped(texts)
    assert all(len(group) >= 3 for group in found)


@given(TEXTS)
def test_no_two_groups_are_left_that_share_enough(texts: list[str]) -> None:
    least = 0.2
    likes = grouping._likes(grouping._weighed(texts))
    copied = {at: dict(each) for at, each in likes.items()}
    left = grouping._merged_groups(copied, len(texts), least)
    for one, other in combinations(left, 2):
        both = sum(likes[a].get(b, 0) for a in one for b in other)
        assert both / (len(one) * len(other)) < least + 1e-9


def test_what_is_told_is_what_was_made_by_hand() -> None:
    texts = [
        "Skolen må åpne bygget",
        "Åpne skolebygget om kvelden",
        "Bygg ein ny skule",
        "Bussen går for sjelden",
        "Fleire bussar heim",
        "Bussar til alle",
        "Koret øver",
    ]
    by = {frozenset(group) for group in by_hand(texts, NEAR_ENOUGH) if len(group) >= 3}
    assert (
        {frozenset(group) for group in grouped(texts)}
        == by
        == {
            frozenset({0, 1, 2}),
            frozenset({3, 4, 5}),
        }
    )


def test_the_reasons_are_words_as_they_are_written() -> None:
    words, own = shared(["Skolene må åpnes", "Kulturskolen er stengt", "Ein skule for alle"])
    assert words[0] in ("skolene", "skule", "skole")
    assert own == [["skolene"], ["kulturskolen"], ["skule"]]
