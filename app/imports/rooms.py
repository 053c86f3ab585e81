"""Which room a post is from: by its number, by those it names, by those who speak in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.dividing.marks import room_in
from app.dividing.parts import Certainty
from app.imports.borders import Draft
from app.imports.names import Names
from app.imports.proposal import Post, Proposal


def roomed(proposal: Proposal, names: Names, found: Sequence[Draft]) -> list[Post]:
    return [
        _roomed(proposal, names, post, draft)
        for post, draft in zip(proposal.posts, found, strict=True)
    ]


def _roomed(proposal: Proposal, names: Names, post: Post, draft: Draft) -> Post:
    told = draft.told
    named = told.members if told else ()
    unknown = told.unknown if told else ()
    said = told.room if told else None
    if said is None and draft.section:
        said = room_in(draft.section)
    if said is None and not named and draft.section:
        named = names.find(draft.section).names
    room: int | None
    if said is not None:
        room, certainty = said, _agreed(said, named, names)
    else:
        room, certainty = _voted(names.votes(named), len(set(named)))
    if room is None and post.kind != "heading":
        room, certainty = _spoken(proposal, names, post)
    members = names.members.get(room, ()) if room is not None else ()
    extra = [each for each in (*named, *(unknown if not members else ())) if each not in members]
    return replace(post, room=room, room_is=certainty, members=(*members, *extra))


def _agreed(said: int, named: Sequence[str], names: Names) -> Certainty:
    """A number is sure unless those named all sit elsewhere."""
    votes = names.votes(named)
    return "sure" if not votes or votes.get(said) else "likely"


def _voted(votes: Counter[int], count: int) -> tuple[int | None, Certainty]:
    if not votes:
        return None, "unknown"
    most = max(votes.values())
    best = sorted(room for room, each in votes.items() if each == most)
    if len(best) > 1:
        return best[0], "unknown"
    return best[0], "sure" if most == count or most > 1 else "likely"


def _spoken(proposal: Proposal, names: Names, post: Post) -> tuple[int | None, Certainty]:
    """By who speaks in it, or else by who is mentioned by several names of one room."""
    lines = [proposal.lines[place].text for place in range(post.first, post.last + 1)]
    votes = names.votes(set(names.speakers(lines)))
    if not votes:
        votes = names.votes(set(names.mentioned(lines)))
        if max(votes.values(), default=0) < 2:
            return None, "unknown"
    room, certainty = _voted(votes, sum(votes.values()))
    return (None, "unknown") if certainty == "unknown" else (room, "likely")
