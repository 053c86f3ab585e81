"""The JSON API of imports: a file in, a proposal out, corrections, and the seminar it becomes
(docs/api.md, section 2)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session

from app.imports.confirmation import Confirmation
from app.imports.models import (
    Confirmed,
    Import,
    TooManyImports,
    correct,
    import_for,
    imports_of,
    kept,
    undo,
)
from app.imports.own import HistoryDiffers, Understood
from app.imports.sent import Sent, form_of, sent_in
from app.imports.source import TooSlow, Unreadable
from app.imports.taking_back import TakingBack
from app.imports.turn import ImportTurn
from app.imports.wire import ImportListed, ImportOut, import_json, listed_json
from app.imports.wishes import ChangeIn, ConfirmIn, CorrectionsIn, PostIn
from app.languages import LANGUAGES
from app.people.access import organiser_of
from app.people.idempotency import UNNAMED, Call, once, repeated
from app.people.identity import CallerOf, LinksOf, StoreOf, Visit
from app.people.naming import NamingOf
from app.refusals import MovedOn, NameTaken, NotAForm, NotFound
from app.runtime import runtime
from app.seminars.api import as_json
from app.seminars.presets import UnknownPreset
from app.seminars.signals import ChangeSignals
from app.seminars.wire import SeminarOut
from app.seminars.work import Work
from app.storage.store import Store
from app.web.api import PREFIX, api_router, operation
from app.web.pages import catalogue, spoken

FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "roster": {"type": "string"},
        "preset": {"type": "string"},
        "title": {"type": "string"},
        "language": {"enum": list(LANGUAGES)},
        "client_id": {"type": "string", "minLength": 1, "maxLength": 64},
    },
}
uploads = APIRouter(prefix=f"{PREFIX}/imports", tags=["imports"])
router = api_router("imports", "/imports")


@uploads.post(
    "",
    status_code=201,
    openapi_extra={
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FORM}}}
    },
)
@operation(
    NotFound,
    NotAForm,
    Unreadable,
    TooSlow,
    HistoryDiffers,
    UnknownPreset,
    TooManyImports,
    NameTaken,
)
async def make_import(
    request: Request, visit: CallerOf, store: StoreOf, naming: NamingOf
) -> ImportOut:
    await store.read(lambda session: _organiser(session, visit))
    sent = await sent_in(await form_of(request))
    call = Call(sent.client_id, naming.target, sent.content)
    return import_json(await take(request, visit, store, sent, call))


async def take(
    request: Request, visit: Visit, store: Store, sent: Sent, call: Call = UNNAMED
) -> Import:
    """Read what a form holds and keep what was understood; once, under one name."""
    organiser_id = await store.read(lambda session: _organiser(session, visit))
    understood: Understood | None = None
    if not await store.read(lambda session: repeated(session, visit.asker, call)):
        turn = runtime(request)[ImportTurn]
        understood = await turn.read(organiser_id, sent.data, sent.roster, sent.preset)

    def keep(session: Session) -> str:
        assert understood
        return kept(
            session,
            _organiser(session, visit),
            understood.proposal,
            title=sent.titled(understood.proposal.title),
            preset=sent.preset,
            language=understood.language or spoken(sent.language),
            archive=understood.archive,
            pieces=understood.pieces,
        ).id

    def verb(session: Session) -> Import:
        id, _ = once(session, visit.asker, call, lambda: keep(session))
        found = import_for(session, visit.asker, id)
        session.expunge(found)
        return found

    return await store.write(verb)


@router.get("")
@operation(NotFound)
def list_imports(visit: CallerOf, store: StoreOf) -> list[ImportListed]:
    with store.reading() as session:
        return [listed_json(found) for found in imports_of(session, visit.asker)]


@router.get("/{import_id}")
def show_import(import_id: str, visit: CallerOf, store: StoreOf) -> ImportOut:
    with store.reading() as session:
        return import_json(import_for(session, visit.asker, import_id))


@router.put("/{import_id}")
@operation(Confirmed)
async def correct_import(
    import_id: str, wish: CorrectionsIn, visit: CallerOf, store: StoreOf
) -> ImportOut:
    def verb(session: Session) -> ImportOut:
        found = import_for(session, visit.asker, import_id)
        changes: list[ChangeIn | PostIn] = [*wish.changes, *wish.posts]
        for change in changes:
            if isinstance(change, ChangeIn) and change.do == "undo":
                undo(session, found)
            else:
                correct(session, found, change.apply)
        return import_json(found)

    return await store.write(verb)


@router.delete("/{import_id}", status_code=204)
async def delete_import(import_id: str, visit: CallerOf, store: StoreOf) -> None:
    await store.write(lambda session: session.delete(import_for(session, visit.asker, import_id)))


async def confirmation(
    import_id: str, request: Request, visit: CallerOf, store: StoreOf
) -> Confirmation:
    return Confirmation(store, runtime(request), visit.asker, import_id)


@router.post("/{import_id}/confirm", status_code=201)
@operation(Confirmed, NameTaken)
async def confirm_import(
    confirmation: Annotated[Confirmation, Depends(confirmation)],
    store: StoreOf,
    links: LinksOf,
    naming: NamingOf,
    wish: ConfirmIn | None = None,
) -> SeminarOut:
    seminar_id = await confirmation.confirm(
        wish.title if wish else "",
        lambda language: catalogue(language).gettext,
        naming.call(wish),
    )

    def answer(session: Session) -> SeminarOut:
        return as_json(session, confirmation.seminar(session, seminar_id), links)

    return await store.read(answer)


async def taking_back(
    import_id: str, request: Request, visit: CallerOf, store: StoreOf
) -> TakingBack:
    parts = runtime(request)
    return TakingBack(store, parts[ChangeSignals], parts[Work], visit.asker, import_id)


@router.post("/{import_id}/take-back")
@operation(MovedOn)
async def take_import_back(
    taking: Annotated[TakingBack, Depends(taking_back)], store: StoreOf
) -> ImportOut:
    await taking.take_back()
    return await store.read(
        lambda session: import_json(import_for(session, taking.asker, taking.import_id))
    )


def _organiser(session: Session, visit: Visit) -> str:
    organiser_id = organiser_of(session, visit.asker)
    if organiser_id is None:
        raise NotFound
    return organiser_id
