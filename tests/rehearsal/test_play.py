"""Promises of the rehearsal as a whole, against a real server: it passes, and it finds faults."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.boards import board as boards
from app.exports import making as exports
from rehearsal.figures import Figures
from rehearsal.play import Plan, play
from rehearsal.script import written
from tests.server import Server

SAID = "Koret øver her, og det er bra.\n=1+1 🎵 «så» <b>og</b> *slikt*"
TOLD = [
    {
        "number": number,
        "members": [f"Tindvik {number}", f"Åsbygd {number}"],
        "answers": [{"dialogue": n, "prompt": 1, "text": f"{SAID} {number}"} for n in (1, 2)],
    }
    for number in (4, 7)
]


async def rehearsed(server: Server, tmp_path: Path) -> Figures:
    """Two rooms of five, as fast as can be."""
    path = tmp_path / "script.json"
    path.write_text(json.dumps({"rooms": TOLD}), "utf-8")
    token = server.organiser().headers["authorization"].removeprefix("Bearer ")
    script = written(None, 1, path, None, "nn", awkward=True)
    figures = Figures()
    await play(Plan(server.url, token, script, people=5, speed=50, keep=False), figures, print)
    return figures


async def test_a_seminar_is_played_and_nothing_is_lost(server: Server, tmp_path: Path) -> None:
    figures = await rehearsed(server, tmp_path)

    assert figures.problems == []
    assert figures.counts["keys"] > 500
    assert len(figures.other_screen) > 50  # a busy machine gathers more into each frame
    assert figures.counts["notes sent"] > 0


async def test_a_server_that_loses_doubles_or_changes_text_is_found_out(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_emoji(*given: Any) -> Any:
        answer = honest(*given)
        for note in answer["notes"]:
            note["text"] = note["text"].replace("🎵", "")
        return answer

    def doubled(*given: Any) -> bytes:
        return markdown(*given) + b"\n\nKoret \xc3\xb8ver her, og det er bra.\n"

    honest, markdown = boards.answer_json, exports.REPORTS["md"]
    monkeypatch.setattr(boards, "answer_json", without_emoji)
    monkeypatch.setitem(exports.REPORTS, "md", doubled)
    problems = "\n".join((await rehearsed(server, tmp_path)).problems)

    assert "changed: " in problems
    assert "md: twice 'Koret øver her, og det er bra.'" in problems
