"""The JSON API of imports: a file in, a proposal out, corrections, and the seminar it becomes
(docs/api.md, section 2)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException

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
from app.imports.own import HistoryDiffers
from app.imports.reading import LARGEST_FILE
from app.imports.source import TooMuch, TooSlow, Unreadable
from app.imports.taking_back import TakingBack
from app.imports.turn import ImportTurn
from app.imports.wire import ImportListed, ImportOut, import_json, listed_json
from app.imports.wishes import ChangeIn, ConfirmIn, CorrectionsIn, PostIn
from app.languages import LANGUAGES
from app.people.access import organiser_of
from app.people.identity import CallerOf, LinksOf, StoreOf, Visit
from app.refusals import Invalid, MovedOn, NotAForm, NotFound
from app.rosters.letters import decode
from app.runtime import runtime
from app.seminars.api import as_json
from app.seminars.presets import UnknownPreset
from app.seminars.signals import ChangeSignals
from app.seminars.wire import SeminarOut
from app.seminars.work import Work
from app.storage.store import Store
from app.web.api import PREFIX, api_router, operation
from app.web.pages import catalogue, spoken
from app.wording import clean

DEFAULT_PRESET = "dialog-1-2"
LONGEST_ROSTER = 1_000_000
FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "roster": {"type": "string"},
        "preset": {"type": "string"},
        "title": {"type": "string"},
        "language": {"enum": list(LANGUAGES)},
    },
}
uploads = APIRouter(prefix=f"{PREFIX}/imports", tags=["imports"])
router = api_router("imports", "/imports")


async def form_of(request: Request) -> FormData:
    """Raises NotAForm for any other body."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise NotAForm
    try:
        return await request.form(max_files=3, max_fields=20, max_part_size=LONGEST_ROSTER)
    except MultiPartException:
        raise NotAForm from None


@uploads.post(
    "",
    status_code=201,
    openapi_extra={
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FORM}}}
    },
)
@operation(NotFound, NotAForm, Unreadable, TooSlow, HistoryDiffers, UnknownPreset, TooManyImports)
async def make_import(request: Request, visit: CallerOf, store: StoreOf) -> ImportOut:
    await store.read(lambda session: _organiser(session, visit))
    sent = await form_of(request)
    return import_json(await take(request, visit, store, sent))


async def take(request: Request, visit: Visit, store: Store, sent: FormData) -> Import:
    """Read what a form holds and keep what was understood."""
    organiser_id = await store.read(lambda session: _organiser(session, visit))
    data, name = await _file(sent)
    roster, preset = await _text(sent, "roster"), await _text(sent, "preset") or DEFAULT_PRESET
    understood = await runtime(request)[ImportTurn].read(organiser_id, data, roster, preset)
    title = clean(await _text(sent, "title")) or understood.proposal.title or _stem(name)
    language = understood.language or spoken(await _text(sent, "language"))

    def verb(session: Session) -> Import:
        made = kept(
            session,
            _organiser(session, visit),
            understood.proposal,
            title=title[:300],
            preset=preset,
            language=language,
            archive=understood.archive,
            pieces=understood.pieces,
        )
        session.expunge(made)
        return made

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
@operation(Confirmed)
async def confirm_import(
    confirmation: Annotated[Confirmation, Depends(confirmation)],
    store: StoreOf,
    links: LinksOf,
    wish: ConfirmIn | None = None,
) -> SeminarOut:
    seminar_id = await confirmation.confirm(
        wish.title if wish else "", lambda language: catalogue(language).gettext
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


async def _file(sent: FormData) -> tuple[bytes, str]:
    """The bytes and the name of what was sent; a field of text does as well."""
    file: Any = sent.get("file")
    if isinstance(file, UploadFile) and (file.filename or file.size):
        data = await file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise TooMuch
        return data, file.filename or ""
    text = file if isinstance(file, str) and file.strip() else await _text(sent, "text")
    if not text.strip():
        raise Invalid(("file", "a file, or a text"))
    return text.encode("utf-8", "replace"), ""


async def _text(sent: FormData, name: str) -> str:
    value = sent.get(name)
    if isinstance(value, UploadFile):
        return decode(await value.read(LONGEST_ROSTER))[0]
    return value.strip() if isinstance(value, str) else ""


def _stem(name: str) -> str:
    """What a file is called, without its folder and its ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return clean(last.rpartition(".")[0].replace("_", " ") or last) or "Import"
