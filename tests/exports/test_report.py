"""A report as a manuscript: what is made of it where only its beginning is shown."""

from dataclasses import replace
from functools import partial

from app.actions.parsing import action
from app.exports.chapter_blocks import ChapterBlocks
from app.exports.manuscript import Block, Paragraph, Table, Ways
from app.exports.report import beginning, report
from app.web.pages import catalogue
from tests.calls import calls
from tests.exports.outlines import OUTLINE

WORDS = catalogue("nb")
DIALOGUE, *REST = OUTLINE.dialogues
PROMISING = replace(
    OUTLINE,
    dialogues=(
        replace(DIALOGUE, questions=tuple(replace(q, kind="actions") for q in DIALOGUE.questions)),
        *REST,
    ),
)


def without_ways(block: Block) -> Block:
    """What something leads to may come later in the report."""
    if isinstance(block, Table):
        return replace(block, to=())
    if isinstance(block, Ways):
        return replace(block, places=tuple((text, "") for text, _ in block.places))
    return replace(block, to="") if isinstance(block, Paragraph) else block


def test_the_beginning_of_a_report_is_the_reports_own() -> None:
    whole = [without_ways(each) for each in report(OUTLINE, WORDS).blocks]
    for most in (1, 8, 30, 500):
        begun = beginning(OUTLINE, WORDS, most).blocks
        assert [without_ways(each) for each in begun] == whole[:most]


def test_no_more_of_a_report_is_made_than_its_beginning() -> None:
    begin, whole = partial(beginning, PROMISING, WORDS, 12), partial(report, PROMISING, WORDS)
    assert calls(whole, of=ChapterBlocks.chapter) > calls(begin, of=ChapterBlocks.chapter) == 0
    assert calls(whole, of=action) > 2 * calls(begin, of=action)
