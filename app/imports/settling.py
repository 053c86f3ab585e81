"""What a post's form asks for, and with which post one goes on; no web."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from app.dividing.parts import TextPart
from app.imports.proposal import Proposal
from app.imports.wishes import ChangeIn
from app.refusals import Invalid

Sent = Mapping[str, str]


def changes(proposal: Proposal, post_id: str, sent: Sent) -> list[ChangeIn]:
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
    """Only what differs from what stands, so that the rest keeps how sure it was; and what was not
    known, which whoever saves it as it stands knows."""
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
        standing = f"{part.dialogue or 0}.{part.prompt or 0}"
        if value and (value != standing or _settles(part)):
            dialogue, _, prompt = value.partition(".")
            places = {"dialogue": int(dialogue) or None, "prompt": int(prompt or 0) or None}
            made.append({"do": "assign", "post": post_id, "part": at, **places})
    return [ChangeIn.model_validate(each) for each in made]


def _settles(part: TextPart) -> bool:
    return part.dialogue is not None and "unknown" in (part.dialogue_is, part.prompt_is)


def next_post(before: Proposal, after: Proposal, change: ChangeIn, at: str) -> str:
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
