"""The pages of an import: hand in, settle, confirm. All of it works as forms without scripts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from sqlmodel import Session
from starlette.responses import Response

from app.imports.api import confirmation, take, taking_back
from app.imports.confirmation import Confirmation
from app.imports.models import Import, can_undo, correct, import_for, imports_of, undo
from app.imports.sent import DEFAULT_PRESET, form_of, sent_in
from app.imports.settling import changes, next_post
from app.imports.shown import choices, dialogues_of, next_asking, shown_left_over, shown_posts
from app.imports.taking_back import TakingBack
from app.imports.wishes import ChangeIn
from app.languages import Language
from app.people.identity import StoreOf, Visit, VisitOf
from app.refusals import N_, Invalid, Refusal
from app.seminars.presets import PRESETS, preset
from app.storage.store import Store
from app.web.forms import tidy
from app.web.pages import catalogue, go, language_of, page

router = APIRouter(prefix="/imports", include_in_schema=False)
UNKNOWN = N_("not divided by question")
Sent = dict[str, str]


@router.get("")
def show_all(request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        return _all(request, session, visit)


@router.post("")
async def hand_in(request: Request, visit: VisitOf, store: StoreOf) -> Response:
    await store.read(lambda session: imports_of(session, visit.asker))
    sent = await form_of(request)
    try:
        found = await take(request, visit, store, await sent_in(sent))
    except Refusal as refused:
        values = tidy({name: value for name, value in sent.items() if isinstance(value, str)})
        with store.reading() as session:
            return _all(request, session, visit, refused=refused, values=values)
    return go(request, f"/imports/{found.id}")


@dataclass(frozen=True)
class ImportPage:
    """A request for an import, and the proposal as it stands."""

    import_id: str
    request: Request
    visit: Visit
    store: Store

    def find(self, session: Session) -> Import:
        return import_for(session, self.visit.asker, self.import_id)

    async def press(self, verb: Callable[[Session], str]) -> Response:
        """The proposal as it stands then: alone for a script, by its address for a browser. `verb`
        gives the post to go on with. What was shown alone stays so."""
        only, problem = str((await self.request.form()).get("only", "")), ""
        try:
            at = await self.store.write(verb)
        except Invalid:
            at, problem = "", N_("This cannot be done there. Nothing was changed.")
        if "hx-request" not in self.request.headers and not problem:
            query = urlencode({"at": at, "only": only} if only else {"at": at})
            return go(self.request, f"/imports/{self.import_id}?{query}#{at}")
        return self.show(at, only, problem)

    def show(self, at: str = "", only: str = "", problem: str = "") -> Response:
        language = cast(Language, language_of(self.request))
        with self.store.reading() as session:
            found = self.find(session)
            proposal = found.understood
            posts = shown_posts(proposal)
            if only == "unknown" and at:
                at = next_asking(posts, at)
            facts = {
                "found": found,
                "posts": [each for each in posts if each.asks] if only == "unknown" else posts,
                "count": len(posts),
                "asking": [each.post.id for each in posts if each.asks],
                "rooms": len({post.room for post in proposal.posts if post.room is not None}),
                "left_over": shown_left_over(proposal),
                "repairs": proposal.repairs,
                "choices": choices(
                    dialogues_of(found, language), catalogue(language).gettext(UNKNOWN)
                ),
                "can_undo": can_undo(session, found),
                "at": at,
                "only": only,
                "problem": problem,
            }
            alone = "hx-request" in self.request.headers
            template = "imports/_proposal.html" if alone else "imports/proposal.html"
            return page(self.request, template, facts, status=422 if problem and not alone else 200)


async def _import_page(
    import_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> ImportPage:
    return ImportPage(import_id, request, visit, store)


ImportPageOf = Annotated[ImportPage, Depends(_import_page)]


@router.get("/{import_id}")
def show(where: ImportPageOf, at: str = "", only: str = "") -> Response:
    return where.show(at, only)


@router.post("/{import_id}/posts/{post_id}")
async def settle(where: ImportPageOf, post_id: str) -> Response:
    sent = tidy(await where.request.form())

    def verb(session: Session) -> str:
        found, at = where.find(session), post_id
        for change in changes(found.understood, post_id, sent):
            before = found.understood
            correct(session, found, change.apply)
            at = next_post(before, found.understood, change, at)
        return at

    return await where.press(verb)


@router.post("/{import_id}/take-in")
async def take_in(
    where: ImportPageOf,
    first: Annotated[int, Form(ge=1)],
    last: Annotated[int, Form(ge=1)],
) -> Response:
    def verb(session: Session) -> str:
        found = where.find(session)
        before = {post.id for post in found.understood.posts}
        correct(session, found, ChangeIn(do="take_in", lines=[first, last]).apply)
        return next((p.id for p in found.understood.posts if p.id not in before), "")

    return await where.press(verb)


@router.post("/{import_id}/undo")
async def take_back(where: ImportPageOf) -> Response:
    def verb(session: Session) -> str:
        found = where.find(session)
        before = found.understood.posts
        undo(session, found)
        return next((p.id for p in found.understood.posts if p not in before), "proposal")

    return await where.press(verb)


@router.post("/{import_id}/confirm")
async def confirm(
    request: Request,
    confirmation: Annotated[Confirmation, Depends(confirmation)],
    title: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    seminar_id = await confirmation.confirm(title, lambda language: catalogue(language).gettext)
    return go(request, f"/seminars/{seminar_id}")


@router.post("/{import_id}/take-back")
async def take_seminar_back(
    request: Request, taking: Annotated[TakingBack, Depends(taking_back)]
) -> Response:
    await taking.take_back()
    return go(request, f"/imports/{taking.import_id}")


@router.post("/{import_id}/delete")
async def delete(where: ImportPageOf) -> Response:
    await where.store.write(lambda session: session.delete(where.find(session)))
    return go(where.request, "/imports")


def _all(
    request: Request,
    session: Session,
    visit: VisitOf,
    *,
    refused: Refusal | None = None,
    values: Sent | None = None,
) -> Response:
    language = cast(Language, language_of(request))
    facts = {
        "imports": imports_of(session, visit.asker),
        "presets": [(name, preset(name, language).title) for name in PRESETS],
        "chosen": (values or {}).get("preset", DEFAULT_PRESET),
        "values": values or {},
        "refused": refused.title if refused else "",
    }
    return page(request, "imports/all.html", facts, status=422 if refused else 200)
