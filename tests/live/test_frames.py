"""docs/api.md, the types of the frames and the browser's modules speak of the same, both ways."""

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.live import frames
from app.live.frames import SAID, Heard

ROOT = Path(__file__).parents[2]
API = (ROOT / "docs" / "api.md").read_text().partition("## 5.")[2].partition("\n## ")[0]
OWN = {"changes", "whole", "cut"}
"""What the browser's modules tell each other, made of answers over HTTP or of a lost line."""


def tag(frame: type) -> str:
    return str(frame.__struct_config__.tag)  # type: ignore[attr-defined]


def fields(*made: type) -> set[str]:
    return {name for frame in made for name in frame.__struct_fields__}  # type: ignore[attr-defined]


def told(kind: str) -> set[str]:
    """The fields that the document gives a frame: of its row, or where an answer is described."""
    row = re.search(rf"^\| (?:`\w+`, )*`{kind}`[^|]*\| ([^|]*)\|", API, re.MULTILINE)
    if row and row[1].strip():
        return set(re.findall(r"`(\w+)", re.sub(r"\[\{.*?\}\]|\(.*?\)|: \{.*?\}", "", row[1])))
    answer = re.search(rf"`{kind} \{{([^}}]*)\}}`", API)
    if answer:
        return set(re.findall(r"\w+", answer[1]))
    shown = re.findall(rf'"type": "{kind}",?([^`]*)\}}`', API)
    found = {name for each in shown for name in re.findall(r'"(\w+)"(?=[,:}}\s])', each + ",")}
    return found - {"write", "nb"}


def kinds_from(heading: str) -> set[str]:
    rows = API.partition(heading)[2].partition("\n\n")[0].splitlines()[3:]
    return {kind for row in rows for kind in re.findall(r"`(\w+)`", row.split("|")[1])}


def modules() -> str:
    return "\n".join(path.read_text() for path in (ROOT / "static" / "js").rglob("*.js"))


def test_the_document_names_every_frame_that_the_server_sends_and_no_other() -> None:
    answers = set(re.findall(r"`(taken|stale|refused) \{", API))
    openings = set(re.findall(r'"type": "(hello|joined)"', API))
    assert kinds_from("**From the server**") | answers | openings == set(map(tag, SAID))


def test_the_document_names_every_frame_that_the_server_hears_and_no_other() -> None:
    assert kinds_from("**From the client**") | {"join"} == set(map(tag, get_args(Heard)))


@pytest.mark.parametrize("kind", sorted(set(map(tag, SAID)) - {"joined", "beat", "steps"}))
def test_a_frame_has_the_fields_that_the_document_gives_it(kind: str) -> None:
    [frame] = [each for each in SAID if tag(each) == kind]
    assert told(kind) == fields(frame)


def test_the_frames_of_two_meanings_have_the_fields_of_the_document_too() -> None:
    server = API.partition("**From the server**")[2]
    for frame in (frames.Committed, frames.Beat):
        [row] = re.findall(rf"^\| `{tag(frame)}` \| ([^|]*)\|", server, re.MULTILINE)
        assert set(re.findall(r"`(\w+)", row)) == fields(frame)
    joined = fields(frames.Joined, frames.GridJoined)
    assert told("joined") | {"resync", "grid"} == joined


def test_the_browser_hears_every_frame_that_the_server_sends_and_no_other() -> None:
    code = modules()
    heard = set(re.findall(r"^  on_(\w+)\(", code, re.MULTILINE))
    page = code.partition("const hearings")[2].partition("});")[0]
    heard |= set(re.findall(r"^  (\w+)[(:]", page, re.MULTILINE))
    heard |= set(re.findall(r'type === "(\w+)"', (ROOT / "static/js/socket.js").read_text()))
    grid = (ROOT / "static/js/entries/grid.js").read_text()
    grid += (ROOT / "static/js/entries/plenum.js").read_text()
    heard |= {kind for kind in ("cell", "row", "head", "plenum") if f"{kind}:" in grid}
    assert heard - OWN == set(map(tag, SAID))


def test_the_browser_sends_every_frame_that_the_server_hears() -> None:
    sent = set(re.findall(r'send\(\{ type: "(\w+)"', modules()))
    assert sent == set(map(tag, get_args(Heard)))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_whatever_a_field_holds_is_a_frame_or_is_refused_as_one(value: object) -> None:
    for kind in map(tag, get_args(Heard)):
        data = msgspec.json.encode({"type": kind, "document": value, "version": value})
        try:
            assert isinstance(frames.heard.decode(data), get_args(Heard))
        except msgspec.ValidationError:
            continue
