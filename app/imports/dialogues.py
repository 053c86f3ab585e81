"""Which dialogue an unmarked post belongs to: the one its room has not answered otherwise, or the
one that the posts around it are from, since walls are read in the order they were written."""

from collections import Counter
from collections.abc import Sequence

from app.imports.proposal import Post, Proposal
from app.imports.wordings import Wordings

_AROUND = 3
_AGREEING = 0.7


def guessed(proposal: Proposal, wordings: Wordings) -> list[Post]:
    posts = list(proposal.posts)
    if wordings.dialogues < 2:
        return [post.with_dialogue(1, "sure") if wordings.dialogues else post for post in posts]
    for deed in (_of_room, _around, _of_room, _around):
        known = [_known(post) for post in posts]
        for at, post in enumerate(posts):
            if _is_open(post) and (dialogue := deed(posts, known, at, wordings)):
                posts[at] = post.with_dialogue(dialogue, "likely")
    return posts


def _is_open(post: Post) -> bool:
    return any(part.dialogue is None for part in post.parts)


def _known(post: Post) -> int | None:
    dialogues = post.dialogues
    return next(iter(dialogues)) if len(dialogues) == 1 else None


def _of_room(
    posts: Sequence[Post], known: Sequence[int | None], at: int, wordings: Wordings
) -> int | None:
    """The only dialogue that the room's other posts leave."""
    post = posts[at]
    if post.room is None or post.kind != "answer":
        return None
    others = [
        each
        for each in posts
        if each.room == post.room and each is not post and each.kind == "answer"
    ]
    said = {dialogue for each in others for dialogue in each.dialogues}
    left = set(range(1, wordings.dialogues + 1)) - said
    open_ones = sum(_is_open(each) for each in others)
    return next(iter(left)) if said and len(left) == 1 and not open_ones else None


def _around(
    posts: Sequence[Post], known: Sequence[int | None], at: int, wordings: Wordings
) -> int | None:
    before = [each for each in known[:at] if each][-_AROUND:]
    after = [each for each in known[at + 1 :] if each][:_AROUND]
    counted = Counter([*before, *after]).most_common(1)
    if not counted:
        return None
    dialogue, count = counted[0]
    return dialogue if count / len([*before, *after]) >= _AGREEING else None
