"""The JSON API of seminars, for organisers and their scripts (docs/api.md, section 2)."""

from datetime import UTC, datetime
from typing import Annotated, cast

from pydantic import AwareDatetime, BaseModel, Field
from sqlmodel import Session

from app.live.frames import StageOf
from app.people.access import organiser_of
from app.people.idempotency import Named
from app.people.identity import CallerOf, LinksOf, StoreOf
from app.people.links import Links
from app.people.naming import NamingOf
from app.people.rights import Act, Closed, WayIn
from app.refusals import NameTaken, NotFound
from app.seminars.access import seminar_for, seminars_of
from app.seminars.deletion import Receipt
from app.seminars.models import (
    Prompt,
    Seminar,
    dialogues,
    duties,
    numbers,
    prompts,
)
from app.seminars.owning import SETTINGS_SAVED, put_archive
from app.seminars.presets import UnknownPreset
from app.seminars.programme import make
from app.seminars.room_stages import RoomStage
from app.seminars.setup import SetupCallOf
from app.seminars.wire import (
    Archived,
    DeletedOut,
    DialogueOut,
    DutyOut,
    Minutes,
    PromptOut,
    SeminarListed,
    SeminarOut,
)
from app.seminars.wishes import SeminarChange, SeminarIn, SeminarKind
from app.storage.store import now
from app.web.api import api_router, operation

router = api_router("seminars", "/seminars")


# Wide enough for any seminar, and no zone of the world can push it out of the calendar. What
# OpenAPI can say of it lies within: a year of this millennium, in whatever zone.
FIRST, LAST = datetime(1999, 12, 30, tzinfo=UTC), datetime(3000, 1, 3, tzinfo=UTC)
YEARS = {"pattern": "^2[0-9]{3}-"}
Until = Annotated[AwareDatetime, Field(gt=FIRST, lt=LAST, json_schema_extra=YEARS)]


class NewSeminar(Named, SeminarIn):
    pass


class ArchiveIn(BaseModel):
    archived: bool = True


@router.post("", status_code=201)
@operation(NotFound, UnknownPreset, NameTaken)
async def make_seminar(
    wish: NewSeminar, naming: NamingOf, store: StoreOf, links: LinksOf
) -> SeminarOut:
    def verb(session: Session) -> SeminarOut:
        organiser_id = organiser_of(session, naming.asker)
        if organiser_id is None:
            raise NotFound
        made = naming.once(session, wish, lambda: make(session, organiser_id, wish).id)
        return as_json(session, seminar_for(session, naming.asker, made, Act.OWN), links)

    return await store.write(verb)


@router.get("")
@operation(NotFound)
def list_seminars(visit: CallerOf, store: StoreOf) -> list[SeminarListed]:
    with store.reading() as session:
        return [
            {
                "id": seminar.id,
                "title": seminar.title,
                "code": seminar.code,
                "archived": seminar.archived_at is not None,
                "rehearses": seminar.rehearses,
            }
            for seminar in seminars_of(session, visit.asker)
        ]


@router.get("/{seminar_id}")
def show_seminar(seminar_id: str, visit: CallerOf, store: StoreOf, links: LinksOf) -> SeminarOut:
    with store.reading() as session:
        return as_json(session, seminar_for(session, visit.asker, seminar_id, Act.SEE_SETUP), links)


@router.patch("/{seminar_id}")
@operation(Closed)
async def change_seminar(setup: SetupCallOf, change: SeminarChange, links: LinksOf) -> SeminarOut:
    def deed(session: Session, seminar: Seminar) -> SeminarOut:
        for name, value in change.model_dump(exclude_unset=True).items():
            if value is not None or name == "held_on":
                setattr(seminar, name, value)
        session.add(seminar)
        return as_json(session, seminar, links)

    return await setup.change(deed, SETTINGS_SAVED, "seminar")


@router.put("/{seminar_id}/archive")
async def set_archive(setup: SetupCallOf, wish: ArchiveIn) -> Archived:
    await put_archive(setup, archived=wish.archived)
    return {"archived": wish.archived}


def stage_json(stands: RoomStage) -> StageOf:
    return {
        "dialogue": stands.dialogue.id,
        "stage": stands.stage,
        "until": iso(stands.until),
    }


def iso(moment: datetime | None) -> str | None:
    """A time as the API writes it: UTC with Z."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def receipt_json(receipt: Receipt) -> DeletedOut:
    return {
        "title": receipt.title,
        "code": receipt.code,
        "at": iso(receipt.at) or "",
        "rooms": receipt.rooms,
        "seats": receipt.seats,
        "answers": receipt.answers,
        "steps": receipt.steps,
    }


def as_json(session: Session, seminar: Seminar, links: Links) -> SeminarOut:
    """A seminar as its facilitator sees it, its secret link included."""
    return {
        "id": seminar.id,
        "title": seminar.title,
        "code": seminar.code,
        "language": seminar.language,
        "entry": WayIn(seminar.entry),
        "kind": cast("SeminarKind", seminar.kind),
        "new_members": seminar.new_members,
        "join_url": links.join(seminar.code) if seminar.entry == WayIn.CODE else None,
        "read_url": links.read(seminar.id),
        "facilitator_url": links.facilitator(seminar.id, seminar.facilitator_generation),
        "archived": seminar.archived_at is not None,
        "retain_until": seminar.retain_until.isoformat() if seminar.retain_until else None,
        "how_used": seminar.how_used,
        "member_noun": seminar.member_noun,
        "rehearses": seminar.rehearses,
        "series": seminar.series_id,
        "held_on": seminar.held_on.isoformat() if seminar.held_on else None,
        "place": seminar.place,
        "region": seminar.region,
        "dialogues": dialogues_json(session, seminar),
        "duties": duties_json(session, seminar),
    }


def dialogues_json(session: Session, seminar: Seminar) -> list[DialogueOut]:
    asked, moment = prompts(session, seminar.id), now(session)
    number = numbers(asked)
    return [
        {
            "id": dialogue.id,
            "title": dialogue.title,
            "instructions": dialogue.instructions,
            "background": dialogue.background,
            "minutes": dialogue.minutes,
            "stage": dialogue.stage_at(moment, archived=seminar.archived_at is not None),
            "until": iso(dialogue.until),
            "prompts": [
                prompt_json(prompt, number[prompt.id])
                for prompt in asked
                if prompt.dialogue_id == dialogue.id
            ],
        }
        for dialogue in dialogues(session, seminar.id)
    ]


def prompt_json(prompt: Prompt, number: int | None) -> PromptOut:
    return {
        "id": prompt.id,
        "number": number,
        "text": prompt.text,
        "text_nn": prompt.text_nn,
        "label": prompt.label,
        "help": prompt.help,
        "minutes": cast("Minutes", prompt.minutes),
        "kind": prompt.kind,
        "addressee": prompt.addressee or None,
        "per_member": prompt.per_member,
        "joined": prompt.joined,
    }


def duties_json(session: Session, seminar: Seminar) -> list[DutyOut]:
    return [
        {"id": duty.id, "name": duty.name, "text": duty.text, "nudge": duty.nudge}
        for duty in duties(session, seminar.id)
    ]
