"""A file's name can be used on any system, and no title can break out of its header."""

import re
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from app.exports.files import File
from app.web.file_names import tidy

titles = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(titles)
def test_a_name_has_no_sign_that_a_system_forbids_and_never_is_empty(title: str) -> None:
    name = tidy(title)

    assert name
    assert not re.search(r'[\\/:*?"<>|\0-\x1f]', name)
    assert name == name.strip(". ")
    assert len(name) <= 80


@given(titles)
def test_a_header_is_plain_letters_on_one_line_whatever_the_title(title: str) -> None:
    header = File(b"", "md", title).disposition

    assert re.fullmatch(
        r"attachment; filename=\"[A-Za-z0-9 .()-]+\"; filename\*=UTF-8''[\w.~%-]+", header, re.ASCII
    )


def test_norwegian_letters_are_kept_where_they_can_be() -> None:
    assert File(b"", "docx", "Vår på Ærøya – rom 2").disposition == (
        'attachment; filename="Var pa Aeroya - rom 2.docx"; '
        "filename*=UTF-8''V%C3%A5r%20p%C3%A5%20%C3%86r%C3%B8ya%20%E2%80%93%20rom%202.docx"
    )


def test_a_title_without_latin_letters_still_has_a_name_everywhere() -> None:
    for title in ("تجربة", "🎻", "???", "漢字: 会議", ""):
        for details in ("", "– rom 12"):
            header = File(b"", "docx", title, details).disposition
            assert re.search(r'filename="Samtavle( - rom 12)?\.docx"', header), header


@given(titles | st.text("🎻", min_size=100, max_size=300))
def test_what_tells_two_files_apart_is_never_cut_off(title: str) -> None:
    one, other = (File(b"", "docx", title, f"– rom {number}").disposition for number in (1, 2))

    assert one != other
    assert len(unquote(one.partition("''")[2]).encode()) < 200
