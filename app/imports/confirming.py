"""A settled proposal becomes an ordinary seminar: its programme, its rooms, then its answers some
at a time. What was cut off is made good by confirming again: nothing is written twice."""

from collections.abc import Callable, Collection, Sequence
from itertools import chain, groupby
from typing import TypeVar, cast

from sqlmodel import Session, col, select

from app.boards import ledger
from app.boards.document_cache import current
from app.boards.models import NOTES, SUMMARY, Answer, Document
from app.documents import replacement
from app.imports import moving
from app.imports.models import Confirmed, Import, import_for, is_moved
from app.imports.placing import Placed, numbered, placed, roster
from app.languages import Language
from app.people.access import Asker
from app.people.rights import Stage
from app.refusals import N_
from app.rooms.models import Room
from app.rosters.entries import Entry
from app.seminars import presets
from app.seminars.models import Seminar, dialogues, prompts
from app.seminars.moving import move
from app.seminars.programme import make
from app.seminars.series import named, put_in
from app.seminars.wishes import DialogueIn, PromptIn, SeminarIn
from app.storage.ids import new_id
from app.storage.store import now

ANSWERS_AT_ONCE = 5
UNDIVIDED = N_("Not divided by question")
Gettext = Callable[[str], str]
Summary = tuple[int, int, int, str]
"""Room, dialogue, prompt, and what stands there."""
T = TypeVar("T")


def begin(session: Session, asker: Asker, import_id: str, title: str, gettext: Gettext) -> str:
    """Make the seminar, without rooms; its id. Raises NotFound, Confirmed."""
    found = import_for(session, asker, import_id)
    if found.confirmed_at:
        raise Confirmed
    if found.seminar_id:
        return found.seminar_id
    if is_moved(session, found.id):
        seminar = moving.begin(session, found, title)
    else:
        seminar = _new_seminar(session, found, title, gettext)
    if series := (found.archive or {}).get("series"):
        put_in(session, named(session, found.organiser_id, series), seminar)
    found.seminar_id = seminar.id
    session.add(found)
    return seminar.id


def _new_seminar(session: Session, found: Import, title: str, gettext: Gettext) -> Seminar:
    wish = SeminarIn(
        title=title or found.title,
        language=cast(Language, found.language),
        preset=found.preset,
        dialogues=_programme(found, gettext),
    )
    return make(session, found.organiser_id, wish)


def entries(session: Session, import_id: str) -> list[Entry]:
    return roster(numbered(session.get_one(Import, import_id).understood))


def slices(session: Session, import_id: str) -> list[list[Placed]]:
    """The texts, those of some answers at a time: each is a few statements."""
    found = session.get_one(Import, import_id)
    texts = placed(numbered(found.understood), len(_asked_in(found)))
    answers = [list(group) for _, group in groupby(sorted(texts, key=_place), _place)]
    return [list(chain.from_iterable(some)) for some in _at_once(answers)]


def summaries(session: Session, import_id: str) -> list[list[Summary]]:
    """Those that an archive brought, some at a time."""
    return _at_once((session.get_one(Import, import_id).archive or {}).get("summaries", []))


def _at_once(every: list[T]) -> list[list[T]]:
    return [every[at : at + ANSWERS_AT_ONCE] for at in range(0, len(every), ANSWERS_AT_ONCE)]


def write(session: Session, import_id: str, seminar_id: str, texts: Sequence[Placed]) -> None:
    """Put texts into the answers they belong to. An answer that has text already is left alone."""
    found = session.get_one(Import, import_id)
    ids = _answers(session, seminar_id, _asked_in(found), {text.room for text in texts})
    made = dict(found.made)
    for place, group in groupby(sorted(texts, key=_place), _place):
        here = list(group)
        room_id, answer_id = ids[place]
        document = session.get_one(Document, (answer_id, NOTES))
        if document.version == 0:
            words = "\n".join(text.text for text in here)
            doc = current(session, document).doc
            steps = replacement.rewrite(doc, words, new_id)
            ledger.take(session, document, room_id=room_id, version=0, steps=steps, led=True)
        for text in here:
            made[text.post] = sorted({*made.get(text.post, []), answer_id})
    found.made = made
    session.add(found)


def end(session: Session, asker: Asker, import_id: str) -> Seminar:
    """Close what was written, so that it is read and not written on. A seminar that was moved
    stands as it stood."""
    found = import_for(session, asker, import_id)
    seminar = session.get_one(Seminar, found.seminar_id)
    if is_moved(session, found.id):
        moving.end(session, found)
    else:
        _close(session, seminar.id)
    found.confirmed_at = now(session)
    session.add(found)
    return seminar


def _close(session: Session, seminar_id: str) -> None:
    for dialogue in dialogues(session, seminar_id):
        move(session, dialogue, Stage.OPEN, None)
        move(session, dialogue, Stage.CLOSED, None)


def summarise(session: Session, import_id: str, seminar_id: str, told: Sequence[Summary]) -> None:
    """Put summaries in, each where there is none yet."""
    asked = _asked_in(session.get_one(Import, import_id))
    ids = _answers(session, seminar_id, asked, {room for room, *_ in told})
    for room, dialogue, prompt, text in told:
        room_id, answer_id = ids[room, dialogue, prompt]
        document = session.get_one(Document, (answer_id, SUMMARY))
        if document.version == 0:
            steps = replacement.rewrite(current(session, document).doc, text, new_id)
            ledger.take(session, document, room_id=room_id, version=0, steps=steps, led=True)


def _programme(found: Import, gettext: Gettext) -> list[DialogueIn]:
    """The preset's, with the questions as the wall asked them."""
    proposal = numbered(found.understood)
    source = _source(found)
    undivided = {text.dialogue for text in placed(proposal, len(source)) if text.prompt == 0}
    made = []
    for at, dialogue in enumerate(source, 1):
        asked = [
            _with_question(prompt, proposal.questions.get(f"{at}.{place}"))
            for place, prompt in enumerate(dialogue.prompts, 1)
        ]
        if at in undivided:
            asked.append(PromptIn(text=gettext(UNDIVIDED), numbered=False))
        made.append(DialogueIn(**dialogue.model_dump(exclude={"prompts"}), prompts=asked))
    return made


def _with_question(prompt: PromptIn, said: str | None) -> PromptIn:
    plain = PromptIn.model_validate(prompt.model_dump())
    return plain.model_copy(update={"text": said, "text_nn": "", "help": ""}) if said else plain


def _asked_in(found: Import) -> list[int]:
    """How many prompts each dialogue of the preset has; one more is for what was not divided."""
    return [len(dialogue.prompts) for dialogue in _source(found)]


def _source(found: Import) -> list[DialogueIn]:
    """The dialogues of the archive that came, else those of the preset."""
    if found.archive:
        return [DialogueIn.model_validate(each) for each in found.archive["dialogues"]]
    return list(presets.preset(found.preset, cast(Language, found.language)).dialogues)


def _answers(
    session: Session, seminar_id: str, asked: Sequence[int], rooms: Collection[int]
) -> dict[tuple[int, int, int], tuple[str, str]]:
    """Room and answer by room number, dialogue and prompt, of rooms with these numbers; 0 is what
    was not divided."""
    works = {each.id: at for at, each in enumerate(dialogues(session, seminar_id), 1)}
    places: dict[str, tuple[int, int]] = {}
    for prompt in prompts(session, seminar_id):
        dialogue = works[prompt.dialogue_id]
        divided = prompt.position <= asked[dialogue - 1]
        places[prompt.id] = dialogue, prompt.position if divided else 0
    query = (
        select(Room.number, Answer.prompt_id, Room.id, Answer.id)
        .join(Answer, col(Answer.room_id) == col(Room.id))
        .where(Room.seminar_id == seminar_id, col(Room.number).in_(rooms))
        .where(col(Answer.member_id).is_(None))
    )
    return {
        (number, *places[prompt_id]): (room_id, answer_id)
        for number, prompt_id, room_id, answer_id in session.exec(query)
    }


def _place(text: Placed) -> tuple[int, int, int]:
    return text.room, text.dialogue, text.prompt
