"""Letters that printing lost come back, and a word that is right is never touched."""

import pytest

from app.dividing.ligatures import Filled, Ligatures

PLAIN = (
    "Vi vil at rektor og kulturskolen skal møtes hver uke, og at noen har ansvar for det. ",
    "Kommunen bør ha en kontaktperson for lag og kor, så alle vet hvem de kan ringe til. ",
)
LONG = [*PLAIN * 12]
"""As long as a text must be before it says something that it has no fi or fl."""


def told(text: str, around: list[str]) -> str:
    return Ligatures([*around, text]).filled(text)[0]


@pytest.mark.parametrize("sign", ["\ufffd", "\ue001", "\x1f", "?"])
def test_a_sign_that_stands_for_letters_becomes_them_in_any_text(sign: str) -> None:
    broken = f"Pro{sign}ler er de{sign}nert, og o{sign}entlig"
    assert told(broken, []) == "Profiler er definert, og offentlig"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("alt er de nert nå", "alt er definert nå"),
        ("alt er denert nå", "alt er definert nå"),
        ("en kon ikt til", "en konflikt til"),
        ("en konikt til", "en konflikt til"),
    ],
)
def test_what_left_no_sign_comes_back_where_no_such_letters_stand_whole(
    broken: str, whole: str
) -> None:
    assert told(broken, LONG) == whole
    assert told(broken, [*LONG, "Finn flere"]) == broken
    assert told(broken, []) == broken


@pytest.mark.parametrize(
    "right",
    [
        "Hva nå? Ja?nei",
        "https://eksempel.no/?side=2&neste?ja",
        "Er det slik?Vi tror det",
        "\ue001 et punkt i lista",
        "Vi er på Enestad og i Nes, der Ida bor",
        "alle er enige om en lur vei til ein god skule",
    ],
)
def test_what_is_right_stays(right: str) -> None:
    assert told(right, LONG) == right


def test_only_the_word_itself_is_changed_and_it_is_told() -> None:
    text, filled = Ligatures([*LONG, ""]).filled("ikten kom, og konikt")
    assert text.endswith("konflikt")
    assert filled[-1] == Filled("konikt", "konflikt", known=True)


def test_a_picture_in_letters_is_no_word_to_look_for() -> None:
    """Each of its letters was a place where some might have been lost."""
    filled = Ligatures(["a" * 200_000]).filled("a" * 200_000)
    assert filled == ("a" * 200_000, [])
