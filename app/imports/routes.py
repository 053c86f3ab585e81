"""The pages of an import: hand in, settle, confirm. All of it works as forms without scripts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Form, Request
from pydantic import ValidationError
from sqlmodel import Session
from starlette.responses import Response

from app.imports.api import confirmation, take, taking_back
from app.imports.confirmation import Confirmation
from app.imports.models import Import, can_undo, correct, import_for, imports_of, undo
from app.imports.proposal import Proposal
from app.imports.sent import DEFAULT_PRESET, form_of, sent_in
from app.imports.shown import choices, dialogues_of, shown_left_over, shown_posts
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
        gives the post to go on with."""
        problem = ""
        try:
            at = await self.store.write(verb)
        except Invalid:
            at, problem = "", N_("This cannot be done there. Nothing was changed.")
        if "hx-request" not in self.request.headers and not problem:
            return go(self.request, f"/imports/{self.import_id}?at={at}#{at}")
        return self.show(at, problem=problem)

    def show(self, at: str = "", only: str = "", problem: str = "") -> Response:
        language = cast(Language, language_of(self.request))
        with self.store.reading() as session:
            found = self.find(session)
            proposal = found.understood
            posts = shown_posts(proposal)
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
        for change in _changes(found.understood, post_id, sent):
            before = found.understood
            correct(session, found, change.apply)
            at = _next_post(before, found.understood, change, at)
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


def _changes(proposal: Proposal, post_id: str, sent: Sent) -> list[ChangeIn]:
    """What a post's form asks for. Raises Invalid."""
    do = sent.get("do", "assign")
    try:
        if do == "merge":
            return [ChangeIn(do="merge", posts=[sent.get("above", ""), post_id])]
        if do in ("split", "divide"):
            return [ChangeIn.model_validate({"do": do, "post": post_id, "line": sent.get("line")})]
        if do == "leave_out":
            return [ChangeIn(do="leave_out", post=post_id)]
        return _assigned(proposal, post_id, sent)
    except ValidationError:
        raise Invalid(("line", "a number")) from None


def _assigned(proposal: Proposal, post_id: str, sent: Sent) -> list[ChangeIn]:
    """Only what differs from what stands, so that the rest keeps how sure it was."""
    post = next((each for each in proposal.posts if each.id == post_id), None)
    whole: dict[str, Any] = {"do": "assign", "post": post_id}
    if post is None:
        return [ChangeIn.model_validate(whole)]
    room = sent.get("room", "").strip()
    if "room" in sent and room != str(post.room or ""):
        whole["room"] = room or None
    if sent.get("kind", post.kind) != post.kind:
        whole["kind"] = sent["kind"]
    made = [whole] if len(whole) > 2 else []
    for at, part in enumerate(post.parts, 1):
        value = sent.get(f"part-{at}", "")
        if value and value != f"{part.dialogue or 0}.{part.prompt or 0}":
            dialogue, _, prompt = value.partition(".")
            places = {"dialogue": int(dialogue) or None, "prompt": int(prompt or 0) or None}
            made.append({"do": "assign", "post": post_id, "part": at, **places})
    return [ChangeIn.model_validate(each) for each in made]


def _next_post(before: Proposal, after: Proposal, change: ChangeIn, at: str) -> str:
    """The post to go on with."""
    known = {post.id for post in before.posts}
    fresh = next((post.id for post in after.posts if post.id not in known), "")
    if change.do == "merge":
        return change.posts[0]
    if change.do == "leave_out":
        places = [post.id for post in before.posts]
        left = [post.id for post in after.posts]
        return next((id for id in places[places.index(at) :] if id in left), "proposal")
    return fresh or at


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
