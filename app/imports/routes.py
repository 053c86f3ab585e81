"""The pages of an import: hand in, settle, confirm. All of it works as forms without scripts."""

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Form, Request
from pydantic import ValidationError
from sqlmodel import Session
from starlette.responses import Response

from app.imports.api import DEFAULT_PRESET, confirmation, form_of, take, taking_back
from app.imports.confirmation import Confirmation
from app.imports.models import can_undo, correct, import_for, imports_of, undo
from app.imports.proposal import Proposal
from app.imports.shown import choices, dialogues_of, shown_left_over, shown_posts
from app.imports.taking_back import TakingBack
from app.imports.wishes import ChangeIn
from app.people.identity import StoreOf, VisitOf
from app.refusals import N_, Invalid, Refusal
from app.seminars.presets import PRESETS, preset
from app.seminars.wishes import Language
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
        found = await take(request, visit, store, sent)
    except Refusal as refused:
        values = tidy({name: value for name, value in sent.items() if isinstance(value, str)})
        with store.reading() as session:
            return _all(request, session, visit, refused=refused, values=values)
    return go(request, f"/imports/{found.id}")


@router.get("/{import_id}")
def show(
    import_id: str, request: Request, visit: VisitOf, store: StoreOf, at: str = "", only: str = ""
) -> Response:
    with store.reading() as session:
        return _shown(request, session, visit, import_id, at=at, only=only)


@router.post("/{import_id}/posts/{post_id}")
async def settle(
    import_id: str, post_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    sent = tidy(await request.form())

    def verb(session: Session) -> str:
        found = import_for(session, visit.asker, import_id)
        at = post_id
        for change in _changes(found.understood, post_id, sent):
            before = found.understood
            correct(session, found, change.apply)
            at = _there(before, found.understood, change, at)
        return at

    return await _answered(request, visit, store, import_id, verb)


@router.post("/{import_id}/take-in")
async def take_in(
    import_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    first: Annotated[int, Form(ge=1)],
    last: Annotated[int, Form(ge=1)],
) -> Response:
    def verb(session: Session) -> str:
        found = import_for(session, visit.asker, import_id)
        before = {post.id for post in found.understood.posts}
        correct(session, found, ChangeIn(do="take_in", lines=[first, last]).apply)
        return next((p.id for p in found.understood.posts if p.id not in before), "")

    return await _answered(request, visit, store, import_id, verb)


@router.post("/{import_id}/undo")
async def take_back(import_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    def verb(session: Session) -> str:
        found = import_for(session, visit.asker, import_id)
        before = found.understood.posts
        undo(session, found)
        return next((p.id for p in found.understood.posts if p not in before), "proposal")

    return await _answered(request, visit, store, import_id, verb)


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
async def delete(import_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    await store.write(lambda session: session.delete(import_for(session, visit.asker, import_id)))
    return go(request, "/imports")


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


def _there(before: Proposal, after: Proposal, change: ChangeIn, at: str) -> str:
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


async def _answered(
    request: Request, visit: VisitOf, store: StoreOf, import_id: str, verb: Any
) -> Response:
    """The proposal as it stands now: alone for a script, by its address for a browser."""
    problem = ""
    try:
        at = await store.write(verb)
    except Invalid:
        at, problem = "", N_("This cannot be done there. Nothing was changed.")
    if "hx-request" not in request.headers and not problem:
        return go(request, f"/imports/{import_id}?at={at}#{at}")
    with store.reading() as session:
        return _shown(request, session, visit, import_id, at=at, problem=problem)


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


def _shown(
    request: Request,
    session: Session,
    visit: VisitOf,
    import_id: str,
    *,
    at: str = "",
    only: str = "",
    problem: str = "",
) -> Response:
    found = import_for(session, visit.asker, import_id)
    language = cast(Language, language_of(request))
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
        "choices": choices(dialogues_of(found, language), catalogue(language).gettext(UNKNOWN)),
        "can_undo": can_undo(session, found),
        "at": at,
        "only": only,
        "problem": problem,
    }
    alone = "hx-request" in request.headers
    template = "imports/_proposal.html" if alone else "imports/proposal.html"
    return page(request, template, facts, status=422 if problem and not alone else 200)
