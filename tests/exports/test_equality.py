"""What the board holds is what reading and every export hold, letter by letter."""

import csv
import io
import json
import re
from collections.abc import Iterator

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.exports.csv_export import plain
from app.exports.packed import xml_safe
from app.storage.ids import new_id
from tests.exports.test_markup import shown, tidy
from tests.reading.pages import get, notes
from tests.server import Afternoon, afternoon, serving

PHRASES = [
    *("Vi har kulturskole", "• punkt", "- strek", "1. først", "2) så", "# tittel", "> sitat"),
    *("=SUM(A1:A9)", "+47 12", "-1", "@navn", "\t=1", "'=1", "`kode`", "*fet* _kursiv_", "[x](y)"),
    *(
        "a | b",
        "---",
        "|--|",
        "<b>&amp;</b>",
        "</p>",
        "🎻",
        "👩🏽\u200d🏫",
        "🇳🇴",
        "a\u030a",
        "\u00a0x",
    ),
    *("שלום", "漢字", "\ufeff", "\u2028", "\x0b", "\x85", "to  mellomrom", '"hermetegn"', ";", ","),
]
odd = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)
lines = st.lists(st.sampled_from(PHRASES) | odd, min_size=1, max_size=3)
written = st.lists(lines.map("\n".join).filter(lambda text: text.strip()), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def open_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Afternoon]:
    with serving(tmp_path_factory.mktemp("equality")) as server:
        asked = [{"title": "Dialog", "prompts": [{"text": "Hva er viktig?"}]}]
        yield afternoon(server, [{"number": 1, "members": ["Granli"]}], dialogues=asked)


def export(seminar: Afternoon, format: str) -> bytes:
    path = f"/api/v1/seminars/{seminar.id}/export"
    return seminar.organiser.get(path, params={"format": format}).content


def in_csv(seminar: Afternoon) -> list[str]:
    text = export(seminar, "csv").decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    return [plain(row["Tekst"]) for row in rows]


def in_json(seminar: Afternoon) -> list[str]:
    answers = json.loads(export(seminar, "json"))["answers"]
    return [note["text"] for each in answers for note in each["notes"]["notes"]]


def in_markdown(seminar: Afternoon) -> list[str]:
    """The paragraphs after the room's heading, its members and the word that it is not finished."""
    tokens = MarkdownIt("commonmark").enable("table").parse(export(seminar, "md").decode())
    assert {each.type for each in tokens} <= READ
    start = max(at for at, each in enumerate(tokens) if each.type == "heading_close")
    texts = [shown([each]) for each in tokens[start:] if each.type == "inline"]
    return [tidy(text) for text in texts[2:]]


READ = {
    f"{kind}_{end}"
    for kind in ("heading", "paragraph", "bullet_list", "list_item", "blockquote")
    for end in ("open", "close")
} | {"inline"}


def in_word(seminar: Afternoon) -> list[str]:
    paper = docx.Document(io.BytesIO(export(seminar, "docx")))
    return [each.text for each in paper.paragraphs if each.style and each.style.name == "Note"]


@settings(max_examples=25)
@given(written)
def test_board_reading_and_every_export_hold_the_same(
    open_room: Afternoon, texts: list[str]
) -> None:
    seminar = open_room
    answer = seminar.answer()
    path = f"/api/v1/answers/{answer['id']}"
    emptied = seminar.seats[0].put(path, json={"version": answer["version"], "text": ""})
    emptied.raise_for_status()
    for text in texts:
        assert seminar.note(text, client_id=new_id()).status_code == 201
    board = [note["text"] for note in seminar.answer()["notes"]]

    assert board == [re.sub("[\u2028\x0b\x85]", "\n", text) for text in texts]
    assert list(notes(get(seminar.organiser, seminar).text).values()) == board
    assert in_json(seminar) == board
    assert in_csv(seminar) == board
    assert in_markdown(seminar) == [tidy(text) for text in board]
    assert [spaced(text) for text in in_word(seminar)] == [spaced(xml_safe(text)) for text in board]


def spaced(text: str) -> str:
    """Word has one sign for each of these."""
    return re.sub(r"\r\n?", "\n", text)
