"""What somebody may ask of an import: corrections one after another, as the API and the page send
them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from app.imports import corrections
from app.imports.change import Posts
from app.imports.corrections import UNSET, PostWish
from app.imports.proposal import Proposal
from app.people.idempotency import Named
from app.refusals import Invalid
from app.rosters.entries import LARGEST_NUMBER, LONGEST_NAME, MOST_MEMBERS
from app.wording import Line, required

Lines = Annotated[list[int], Field(min_length=2, max_length=2)]
Name = Annotated[Line, required(LONGEST_NAME)]
Act = Literal["assign", "split", "divide", "merge", "move", "leave_out", "take_in", "undo"]


class AssignIn(BaseModel):
    """What a post is to be; what is not sent stays. `part` says which part alone gets the dialogue
    and prompt."""

    lines: Lines | None = None
    part: int | None = Field(None, ge=1)
    room: int | None = Field(None, ge=1, le=LARGEST_NUMBER)
    members: list[Name] = Field(default_factory=list, max_length=MOST_MEMBERS)
    dialogue: int | None = Field(None, ge=1, le=20)
    prompt: int | None = Field(None, ge=1, le=50)
    kind: Literal["answer", "draft", "double", "heading"] = "answer"
    of: str | None = Field(None, max_length=40)

    @property
    def wish(self) -> PostWish:
        sent: dict[str, Any] = {
            name: getattr(self, name) if name in self.model_fields_set else UNSET
            for name in ("room", "members", "dialogue", "prompt", "kind", "of")
        }
        return PostWish(**sent, part=self.part)


class ChangeIn(AssignIn):
    """`do` says what. `split` begins a new post at `line`, `divide` a new part; `move` sets the
    `lines` of a post, `take_in` makes one of lines that were left over."""

    do: Act
    post: str = Field("", max_length=40)
    posts: list[str] = Field(default_factory=list, max_length=1000)
    line: int = Field(0, ge=0)

    def apply(self, proposal: Proposal) -> Posts:
        """The posts as they are afterwards. Raises Invalid."""
        if self.do in ("split", "divide"):
            inside = self.do == "divide"
            return corrections.split(proposal, self.post, self.line, inside=inside)
        if self.do == "merge":
            return corrections.merge(proposal, self.posts)
        if self.do == "leave_out":
            return corrections.leave_out(proposal, self.post)
        if self.do == "assign":
            return corrections.assign(proposal, self.post, self.wish)
        if self.lines is None:
            raise Invalid(("lines", "first and last"))
        if self.do == "take_in":
            return corrections.take_in(proposal, *self.lines)
        return corrections.move(proposal, self.post, *self.lines)


class PostIn(AssignIn):
    """A post as it is to be, by its id."""

    id: str = Field(max_length=40)

    def apply(self, proposal: Proposal) -> Posts:
        if self.lines is not None:
            proposal = proposal.with_posts(corrections.move(proposal, self.id, *self.lines))
        return corrections.assign(proposal, self.id, self.wish)


class CorrectionsIn(BaseModel):
    """`changes` one after another, or `posts` as they are to be; all of it or nothing."""

    changes: list[ChangeIn] = Field(default_factory=list, max_length=500)
    posts: list[PostIn] = Field(default_factory=list, max_length=2_000)


class ConfirmIn(Named):
    """Without a title the import's own is taken."""

    title: Annotated[Line, Field(max_length=300)] = ""
