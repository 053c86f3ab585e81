"""LibreOffice opens every file that it has a program for, and shows what the board held."""

import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from app.exports.files import Format
from app.exports.outline import Order, Outline, ReportDialogue, ReportEntry, ReportRoom
from tests.exports.outlines import OUTLINE, line
from tests.exports.test_docx import written
from tests.exports.test_formats import made

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")


def opened(folder: Path, format: Format) -> str:
    """The text of what LibreOffice prints of the file."""
    return show(folder, format, made(format))


def show(folder: Path, format: Format, content: bytes) -> str:
    file = folder / f"report.{format}"
    file.write_bytes(content)
    home = {**os.environ, "HOME": str(folder)}
    ask = ["--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run([str(SOFFICE), *ask], env=home, check=True, capture_output=True)
    return "".join(extract_text(folder / "report.pdf").split())


@pytest.mark.parametrize("format", ["docx", "odt", "xlsx"])
def test_libreoffice_shows_every_note(tmp_path: Path, format: Format) -> None:
    shown = opened(tmp_path, format)

    for each in written(OUTLINE):
        for part in each.split("planen vår")[0].split("\n"):
            assert "".join(part.split()) in shown, part
    assert "4av5rom" in shown


def test_libreoffice_shows_the_slides(tmp_path: Path) -> None:
    shown = opened(tmp_path, "pptx")

    assert "Svarfra4av5rom" in shown
    assert "Møtossigjentilhøsten." in shown


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_the_contents_say_on_which_page_each_chapter_is(tmp_path: Path, format: Format) -> None:
    opened(tmp_path, format)
    page = PdfReader(tmp_path / "report.pdf").pages[0]
    told = "".join(page.extract_text(extraction_mode="layout").split())

    assert "Oppsummeringer2Tiltak3Dekning4" in told


@pytest.mark.parametrize("order", ["question", "room"])
def test_the_pages_that_word_is_told_are_those_of_another_program(
    tmp_path: Path, order: Order
) -> None:
    """Over many pages, with long and short notes, lists, summaries and several members."""
    content = made("docx", replace(many_rooms(), order=order))
    show(tmp_path, "docx", content)
    with zipfile.ZipFile(tmp_path / "report.docx") as file:
        document = file.read("word/document.xml").decode()
    told = [int(each) for each in re.findall(r"PAGEREF \w+ .*?<w:t>(\d+)<", document, re.DOTALL)]
    shown = PdfReader(tmp_path / "report.pdf")
    chapters = [each for each in shown.outline if not isinstance(each, list)]

    assert told[-1] > 20
    assert told == [1 + (shown.get_destination_page_number(each) or 0) for each in chapters]


def many_rooms() -> Outline:
    """Some forty rooms that said what the five say, in their own length."""
    dialogue = OUTLINE.dialogues[0]
    rooms = tuple(ReportRoom(at, None, ("Granli", "Fjellvik")) for at in range(1, 41))
    said = [each.lines for each in dialogue.questions[0].entries if each.lines]
    questions = tuple(
        replace(
            question,
            entries=tuple(
                ReportEntry(
                    room,
                    summary=(line("Dette er viktigst. " * (room.number % 4)),),
                    lines=tuple(
                        line(f"{each.text} " * (1 + room.number % 3), each.level, each.marker)
                        for each in said[room.number % len(said)]
                    ),
                )
                for room in rooms
            ),
        )
        for question in dialogue.questions
    )
    return replace(OUTLINE, dialogues=(ReportDialogue("Dialog 1", rooms, questions),), themes=())
