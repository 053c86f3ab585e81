"""Which piece of a pasted text answers which prompt; `python -m tests.dividing.measured` tells how
often, of as many texts as wished."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.dividing.pieces import Piece, pieces_of
from app.dividing.wordings import Wordings
from tests.dividing.measured import scored
from tests.dividing.texts import PROGRAMME

WORDINGS = Wordings(PROGRAMME)
ASKED = [text for texts in PROGRAMME.values() for text in texts]
MARKS = ["", "1.", "2)", "Spm 3", "Dialog 1 – 2", "Dialog 2", "## 1", "• ", "3", "Notater"]


def divided(*lines: str, dialogue: int | None = 1) -> list[Piece]:
    return pieces_of(lines, WORDINGS, dialogue=dialogue)


def test_nineteen_texts_in_twenty_are_divided_without_a_line_in_the_wrong_place() -> None:
    score = scored(range(400))["all"]
    assert score.whole / score.texts > 0.95
    assert score.right / score.lines > 0.99
    assert score.misled / score.lines < 0.005
    assert score.lost == 0


@settings(deadline=None)
@given(st.lists(st.sampled_from([*ASKED, *MARKS]) | st.text("ab 1.?•", max_size=8), max_size=12))
def test_the_pieces_are_all_of_the_text_in_its_order(lines: list[str]) -> None:
    at = 0
    for piece in divided(*lines):
        assert piece.first == at <= piece.last
        assert set(piece.headings) <= set(range(piece.first, piece.last + 1))
        at = piece.last + 1
    assert at == len(lines)


def test_an_answer_in_the_words_of_the_question_is_no_heading() -> None:
    (first, second) = divided("Spm 1", "Viktigst for oss er ro", "Spm 2", "Rammer", "for alle")
    assert (first.headings, second.headings) == ((0,), (2,))
    echo = "Vi trenger rammer for å samarbeide, og noen som kjenner elevene."
    (piece, _) = divided("2. Rammer for samarbeid", "Tid", echo, "3. Etter sommeren", "Nå")
    assert piece.headings == (0,)


def test_a_number_of_dialogue_and_question_says_both() -> None:
    pieces = divided("Dialog 1 – 2", "En", "DIALOG 2 – 1", "To")
    assert [piece.prompt for piece in pieces] == [(1, 2), (2, 1)]


def test_a_list_under_a_question_is_its_answer() -> None:
    pieces = divided("Rammer for samarbeid:", "1. Tid", "2. Ro", "Etter sommeren", "1. Møte")
    assert [(piece.first, piece.last, piece.prompt) for piece in pieces] == [
        (0, 2, (1, 2)),
        (3, 4, (1, 3)),
    ]
