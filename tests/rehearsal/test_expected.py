"""Promises of the plain model: a lost, doubled or changed character is always found."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from rehearsal.expected import Expected, Note, shuffled

texts = st.text("abæ🎵", max_size=12)


@given(first=texts, second=texts, seed=st.integers())
def test_two_hands_in_one_note_may_mix_in_any_way(first: str, second: str, seed: int) -> None:
    random, left, mixed = Random(seed), [first, second], ""
    while any(left):
        hand = random.choice([n for n in range(2) if left[n]])
        mixed, left[hand] = mixed + left[hand][0], left[hand][1:]

    assert shuffled(mixed, [first, second])


@given(text=st.text("abc", min_size=1, max_size=12), at=st.integers(0, 11))
def test_a_lost_or_doubled_character_is_noticed(text: str, at: int) -> None:
    at %= len(text)

    assert not shuffled(text[:at] + text[at + 1 :], [text, ""])
    assert not shuffled(text[: at + 1] + text[at:], [text])


def test_characters_in_another_order_are_noticed() -> None:
    assert not shuffled("ba", ["ab"])
    assert not shuffled("badc", ["ab", "cd"])


def expected() -> Expected:
    made = Expected()
    made.notes["a"] = {"n1": Note(["Hei"]), "n2": Note(["ab", "AB"])}
    made.loose["a"] = ["Sent", "Sent"]
    return made


WRITTEN = [("n1", "Hei"), ("n2", "aABb"), ("x", "Sent"), ("y", "Sent")]


def test_what_was_written_has_no_faults() -> None:
    assert expected().faults("a", WRITTEN) == []
    assert expected().faults("b", []) == []


def test_each_kind_of_fault_is_told() -> None:
    lost = expected().faults("a", WRITTEN[1:])
    lost_late = expected().faults("a", WRITTEN[:-1])
    doubled = expected().faults("a", [*WRITTEN, ("n9", "Hei")])
    changed = expected().faults("a", [("n1", "Hej"), *WRITTEN[1:]])

    assert lost == ["lost: 'Hei'"]
    assert lost_late == ["lost: 'Sent'"]
    assert doubled == ["doubled or unknown: n9 'Hei'"]
    assert changed == ["changed: n1 'Hej' is not ['Hei']"]
