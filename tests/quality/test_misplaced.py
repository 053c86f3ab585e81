"""A note that says by itself to which question it belongs is asked about."""

from app.quality.misplaced import misplaced

QUESTIONS = {
    "a": (1, "Hva av det dere har hørt, kan dere bruke hjemme?"),
    "b": (2, "Hvilke rammer og verdier skal arbeidet hvile på?"),
}


def test_a_note_belongs_where_its_number_or_its_words_say() -> None:
    assert misplaced("Spørsmål 2: likeverd", "a", QUESTIONS) == "b"
    assert misplaced("Spørsmål 1: likeverd", "a", QUESTIONS) is None
    assert (
        misplaced("Hvilke rammer og verdier skal arbeidet hvile på? Likeverd", "a", QUESTIONS)
        == "b"
    )
    assert misplaced("Vi vil ha rammer for arbeidet", "a", QUESTIONS) is None
