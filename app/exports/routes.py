"""The page from which those who lead take the answers home: one button, nothing to decide."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.boards.access import view_for
from app.exports.collect import outline
from app.exports.outline import by_question
from app.exports.wording import Wording
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act, Stage
from app.seminars.setup_steps import setup_facts
from app.storage.store import now
from app.web.pages import catalogue, language_of, page
from app.web.times import TIME_ZONE

router = APIRouter(include_in_schema=False)


@router.get("/seminars/{seminar_id}/export")
def show(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        facts = setup_facts(session, visit.asker, seminar_id)
        view = view_for(session, visit.asker, seminar_id, Act.EXPORT)
        made_at = now(session).astimezone(TIME_ZONE)
        report = outline(session, view, order="question", made_at=made_at)
        language = language_of(request, view.seminar.language)
        words = Wording(report, catalogue(language))
        facts |= {
            "coverage": words.answered(report.coverage),
            "questions": words.answered_each(),
            "silent": words.silent_throughout(),
            "writing": any(work.stage in (Stage.OPEN, Stage.CLOSING) for work in view.works),
            "unfinished": sum(
                cell.given and any(entry.unfinished for entry in cell.entries)
                for chapter in by_question(report)
                for cell in chapter.cells
            ),
        }
        return page(request, "exports/export.html", facts, language=view.seminar.language)
