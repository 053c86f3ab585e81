"""What came in late, as it stands beside the grid."""

from sqlmodel import Session

from app.documents import html
from app.documents.blocks import assemble
from app.documents.text import lines
from app.late.contributions import late_in
from app.late.settling import added_notes
from app.seminars.access import Scope
from app.web.pages import fragment


def lates(session: Session, seminar_id: str, scope: Scope, language: str, *, lead: bool) -> str:
    """Each with the notes that it would add, as they would look there; what is settled folded."""
    rows = []
    for late, room, prompt in late_in(session, seminar_id, scope.rooms):
        waits = late.taken_in_at is None and late.put_away_at is None
        notes = lines(assemble(added_notes(session, late))) if waits else []
        shown = [(note.id, html.notes([note])) for note in notes]
        rows.append({"late": late, "room": room, "prompt": prompt, "waits": waits, "notes": shown})
    return fragment("facilitation/_grid_lates.html", language, rows=rows, may_lead=lead)
