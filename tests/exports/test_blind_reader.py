"""Whoever has nothing but the report finds out what the rooms said: ten questions, answered by a
program from the text of the Word file and of the PDF alone."""

import re
from collections.abc import Callable

import pytest

from app.exports.files import Format
from tests.exports.reading import read
from tests.exports.test_formats import made

Reader = Callable[[str], object]


def chapter(text: str, title: str) -> str:
    """From the last place where the title stands by itself, to the next chapter."""
    begin = [at.end() for at in re.finditer(rf"(?m)^{re.escape(title)}$", text)][-1]
    end = re.search(r"(?m)^Dialog \d$", text[begin:])
    return text[begin : begin + end.start()] if end else text[begin:]


def room(text: str, title: str, number: int) -> str:
    """What one room said to a question."""
    said = chapter(text, title)
    begin = re.search(rf"(?m)^Rom {number}\b.*$", said)
    assert begin
    after = said[begin.end() :]
    end = re.search(r"(?m)^Rom (\d|uten)", after)
    return after[: end.start()] if end else after


def rooms_that_say(text: str, title: str, word: str) -> list[int]:
    numbers = [int(each) for each in re.findall(r"(?m)^Rom (\d+)\b", chapter(text, title))]
    return [number for number in numbers if word in room(text, title, number)]


def found(pattern: str, text: str) -> tuple[str, ...]:
    match = re.search(pattern, text)
    return match.groups() if match else ()


QUESTIONS: list[tuple[str, Reader, object]] = [
    (
        "How many rooms answered at all, of how many?",
        lambda text: found(r"Svar fra (\d+) av (\d+) rom", text),
        ("4", "5"),
    ),
    (
        "How many members sat in them?",
        lambda text: found(r"(\d+) av (\d+) medlemmer", text),
        ("8", "9"),
    ),
    (
        "How many rooms answered the second question?",
        lambda text: found(r"Svar fra (\d+) av", chapter(text, "2. Rammer og verdier")),
        ("1",),
    ),
    (
        "Which room wrote nothing at all?",
        lambda text: found(r"Rom uten tekst: (\d+)\n", text),
        ("7",),
    ),
    (
        "Which rooms want a plan that politicians know themselves in?",
        lambda text: rooms_that_say(text, "1. Hva er relevant?", "ein plan som politikarane"),
        [1],
    ),
    (
        "Who takes it further in room 1, for Granli?",
        lambda text: found(r"(Rektor) inviterer", room(text, "1. Hvem og når?", 1)),
        ("Rektor",),
    ),
    (
        "When, in Fjellvik?",
        lambda text: found(r"Kultursjefen, (.*)", room(text, "1. Hvem og når?", 1)),
        ("før påske",),
    ),
    (
        "Which room ran out of time for the first question?",
        lambda text: found(r"(\d+) \(rakk ikke\)", chapter(text, "1. Hva er relevant?")),
        ("4",),
    ),
    (
        "What is the advice to the organiser?",
        lambda text: found(r"Oppsummering\s+(Møt oss .*)", chapter(text, "Råd")),
        ("Møt oss igjen til høsten.",),
    ),
    (
        "How will the answers be used?",
        lambda text: found(r"(rapport til styret)", text),
        ("rapport til styret",),
    ),
]


@pytest.mark.parametrize("format", ["docx", "pdf"])
@pytest.mark.parametrize(("asked", "answer", "right"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_a_blind_reader_finds(format: Format, asked: str, answer: Reader, right: object) -> None:
    text = "\n".join(line.strip() for line in read(format, made(format)).splitlines())

    assert answer(text) == right, asked
