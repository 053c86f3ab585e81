"""LibreOffice opens every file that it has a program for, and shows what the board held."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from app.exports.files import Format
from tests.exports.outlines import OUTLINE
from tests.exports.test_docx import written
from tests.exports.test_formats import made

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")


def opened(folder: Path, format: Format) -> str:
    """The text of what LibreOffice prints of the file."""
    file = folder / f"report.{format}"
    file.write_bytes(made(format))
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
