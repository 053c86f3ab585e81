"""The archive is the same bytes for the same content, and loses nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exports.json_export import json_export

text = st.text(st.characters(codec=None))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
)
archives = st.dictionaries(
    text.filter(lambda key: key not in ("format", "version")), values, max_size=4
)


@given(archives)
def test_what_is_written_is_read_back(archive: dict[str, object]) -> None:
    read = json.loads(json_export(archive))

    assert read.pop("format") == "samtavle"
    assert read.pop("version") == 1
    assert read == archive


@given(archives)
def test_equal_archives_are_equal_bytes(archive: dict[str, object]) -> None:
    backwards = dict(reversed(archive.items()))

    assert json_export(backwards) == json_export(archive)


def test_it_can_be_read_by_people() -> None:
    assert (
        json_export({"title": "Vår på Øyra", "code": "KD4M", "rooms": ({"number": 1},)})
        == (
            '{\n  "format": "samtavle",\n  "version": 1,\n  "code": "KD4M",\n  "rooms": [\n'
            '    {\n      "number": 1\n    }\n  ],\n  "title": "Vår på Øyra"\n}\n'
        ).encode()
    )


@pytest.mark.parametrize("archive", [{"at": float("nan")}, {"at": float("inf")}])
def test_what_json_cannot_say_is_an_error_and_no_invalid_file(archive: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_export(archive)
