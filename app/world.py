"""One invented seminar with its cast, used by tests, the sample and the pictures in the docs."""

from sqlmodel import Session, select

from app.boards import answers
from app.boards.document_cache import current
from app.boards.ledger import take
from app.boards.models import NOTES, SUMMARY, Answer
from app.boards.places import fill
from app.documents import replacement
from app.documents.steps import new_id
from app.people.models import Organiser
from app.people.rights import Stage
from app.rooms.models import rooms
from app.rooms.roster_plan import put_roster
from app.rosters.entries import Entry
from app.seminars.models import Seminar, dialogues, prompts
from app.seminars.moving import move
from app.seminars.programme import make as make_seminar
from app.seminars.wishes import SeminarIn

TITLE = "Kulturskolen i kommunen – prøveseminar"
HOW_USED = (
    "Arrangøren samler svarene i en rapport som alle rommene får. Ingen personnavn kommer med."
)
# Invented places: nobody should take the sample for a real municipality's words.
ROSTER = (
    Entry(1, None, ("Fjellvik", "Granli")),
    Entry(2, None, ("Sandnesset", "Storhavn", "Lyngmo")),
    Entry(3, None, ("Evjemo og Hornvik",)),
    Entry(4, None, ("Elvebakk", "Nordgard")),
    Entry(5, None, ("Tangen", "Bjørkelia", "Øyra")),
    Entry(6, None, ("Vestdal", "Austdal")),
    Entry(7, None, ("Myrland",)),
    Entry(8, None, ("Skogheim", "Strandvoll", "Åsbygda")),
)
NOTES_OF = {
    (1, 0): (
        "Vi ser størst nytte i samarbeidet med barnehagene.",
        "Kulturskulen kan vere ein møteplass på tvers av avdelingar.",
        "Det vi mangler, er faste tider der alle kan møtes.",
    ),
    (1, 1): (
        "Økonomien setter rammen, men verdiene må komme først.",
        "Alle barn skal kunne delta, uansett hva foreldrene tjener.",
    ),
    (2, 0): (
        "Mest aktuelt hos oss: musikk i heile oppvekstløpet.",
        "Vi har få lærarar og lange avstandar.",
    ),
    (3, 0): ("Vi er ein liten kommune og treng nokon å samarbeide med.",),
    (4, 0): (
        "Ungdomsklubben og kulturskolen deler hus fra høsten.",
        "Felles leder er et forslag, men",
    ),
    (5, 1): ("Planen for oppvekst nemner ikkje kulturskulen i det heile.",),
}
SUMMARY_OF = {
    (1, 0): "Kulturskolen er mest nyttig der den møter barna tidlig, sammen med barnehagene.",
    (2, 0): "Musikk gjennom heile oppveksten, tilpassa lange avstandar.",
}


def make(session: Session, organiser: Organiser) -> Seminar:
    """The seminar with eight rooms: Dialog 1 is open and some have written, others have not."""
    wish = SeminarIn(title=TITLE, language="nb", preset="dialog-1-2", how_used=HOW_USED)
    seminar = make_seminar(session, organiser.id, wish)
    put_roster(session, seminar, ROSTER)
    fill(session, seminar.id)
    session.flush()
    move(session, dialogues(session, seminar.id)[0], Stage.OPEN, None)
    _write(session, seminar)
    return seminar


def _write(session: Session, seminar: Seminar) -> None:
    in_order = prompts(session, seminar.id)
    by_number = {room.number: room for room in rooms(session, seminar.id)}
    for (number, index), notes in NOTES_OF.items():
        answer = _answer(session, by_number[number].id, in_order[index].id)
        for note in notes:
            _append(session, answer, NOTES, note)
    for (number, index), words in SUMMARY_OF.items():
        answer = _answer(session, by_number[number].id, in_order[index].id)
        _append(session, answer, SUMMARY, words)


def _answer(session: Session, room_id: str, prompt_id: str) -> Answer:
    query = select(Answer).where(Answer.room_id == room_id, Answer.prompt_id == prompt_id)
    return session.exec(query.where(Answer.member_id == None)).one()  # noqa: E711


def _append(session: Session, answer: Answer, kind: str, words: str) -> None:
    document = answers.document(session, answer.id, kind)
    session.refresh(document)
    stands = current(session, document)
    take(
        session,
        document,
        room_id=answer.room_id,
        version=stands.version,
        steps=replacement.append_note(stands.doc, words, id=new_id()),
    )
