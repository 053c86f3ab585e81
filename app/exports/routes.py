"""The page from which those who lead take the answers home: one button is enough, and whoever
wants another report chooses it and sees how it begins."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.boards.access import View, view_for
from app.exports import silence
from app.exports.chapters import by_question
from app.exports.choices import Choices, chosen_outline
from app.exports.chosen import LONGEST_WORDS, Chosen
from app.exports.manuscript import anchors
from app.exports.outline import Outline
from app.exports.publishing import publication_facts
from app.exports.report import beginning
from app.exports.site import drawing_facts
from app.exports.wording import Wording
from app.people.identity import LinksOf, StoreOf, VisitOf
from app.people.rights import WRITABLE, Act
from app.seminars.setup_steps import setup_facts
from app.web.pages import catalogue, language_of, page

router = APIRouter(include_in_schema=False)
MOST_BLOCKS = 60  # of a report that are shown beside the choices: its first pages


@router.get("/seminars/{seminar_id}/export")
def show(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    links: LinksOf,
    choices: Chosen,
) -> Response:
    with store.reading() as session:
        facts = setup_facts(session, visit.asker, seminar_id)
        view = view_for(session, visit.asker, seminar_id, Act.EXPORT)
        language = language_of(request, view.seminar.language)
        facts |= {"choices": choices, "no_choices": Choices(), "longest_words": LONGEST_WORDS}
        facts |= {"query": request.url.query} | publication_facts(session, view.seminar, links)
        plain = chosen_outline(session, view, Choices())
        chosen = plain if choices == Choices() else chosen_outline(session, view, choices)
        facts |= _begins(chosen) | _progress(plain, view, language)
        return page(request, "exports/export.html", facts, language=view.seminar.language)


def _begins(found: Outline) -> dict[str, Any]:
    """How the chosen report begins."""
    manuscript = beginning(found, catalogue(found.language), MOST_BLOCKS + 1)
    blocks = manuscript.blocks[:MOST_BLOCKS]
    return {
        "blocks": blocks,
        "more": len(manuscript.blocks) > MOST_BLOCKS,
        "report_language": found.language,
        **drawing_facts(manuscript, dict.fromkeys(anchors(blocks), "")),
    }


def _progress(found: Outline, view: View, language: str) -> dict[str, Any]:
    """How far the rooms have come, in the words of whoever reads the page."""
    words = Wording(found, catalogue(language))
    return {
        "coverage": words.answered(found.coverage),
        "questions": words.answered_each(),
        "themes": bool(found.themes),
        "silent": silence.throughout(words),
        "writing": any(work.stage in WRITABLE for work in view.works),
        "unfinished": sum(
            cell.given and any(entry.unfinished for entry in cell.entries)
            for chapter in by_question(found)
            for cell in chapter.cells
        ),
    }
