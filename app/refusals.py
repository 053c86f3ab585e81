"""Refusals that a person and a program can read: RFC 9457 problems with a stable `type`.

Each package names its own by subclassing; the titles are gettext messages. Knows no web framework.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from typing_extensions import TypedDict


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a message for translation where it is defined rather than shown."""
    return message


class Refusal(Exception):
    """`title` is one sentence that says first what happened to the text, then what to do."""

    type: ClassVar[str] = "invalid"
    status: ClassVar[int] = 422
    title: ClassVar[str] = N_("Something in this is missing or wrong. Nothing was changed.")

    def facts(self) -> Mapping[str, object]:
        """Further members of the problem document; what it is annotated with tells their shape."""
        return {}


class NotFound(Refusal):
    """It does not exist, or is not yours: the two must look alike."""

    type = "not_found"
    status = 404
    title = N_("This page does not exist, or it is not open to you.")


class NotSignedIn(Refusal):
    """Nothing was shown that opens anything: no bearer or cookie, or one that has ended."""

    type = "not_signed_in"
    status = 401
    title = N_("A key is needed here. It is missing, unknown, or has ended.")


class NotAllowed(Refusal):
    """The address exists, and not for this method."""

    type = "not_allowed"
    status = 405
    title = N_("This cannot be done here. Nothing was changed.")


class TooLarge(Refusal):
    """A body or a frame above its limit."""

    type = "too_large"
    status = 413
    title = N_("This is larger than what can be taken here.")


class NotJson(Refusal):
    """A body of the API that is no JSON, or does not say so."""

    type = "not_json"
    status = 415
    title = N_("This is not JSON, or does not say that it is. Nothing was changed.")


class NotAForm(Refusal):
    """A body that is no form with a file, where one is wanted."""

    type = "not_a_form"
    status = 415
    title = N_("This is not a form with a file in it. Nothing was made of it.")


class FieldWrong(TypedDict):
    field: str
    message: str


class InvalidFacts(TypedDict, total=False):
    errors: list[FieldWrong]


class Invalid(Refusal):
    """Fields that are missing or wrong: (field, message) each."""

    def __init__(self, *errors: tuple[str, str]) -> None:
        super().__init__(*errors)
        self.errors = errors

    def facts(self) -> InvalidFacts:
        return {"errors": [{"field": field, "message": said} for field, said in self.errors]}


class NamedFacts(TypedDict):
    name: str
    known: list[str]


class UnknownName(Refusal):
    """Nothing has that `name`; `known` are those there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known

    def facts(self) -> NamedFacts:
        return {"name": self.name, "known": list(self.known)}


class MovedOn(Refusal):
    """Somebody has changed the same since; theirs counts."""

    type = "moved_on"
    status = 409
    title = N_("Somebody has changed it meanwhile. That stands.")


class TooManyFacts(TypedDict):
    retry_after: int


class TooMany(Refusal):
    """Too many failed tries; `seconds` until the next is heard."""

    type = "too_many"
    status = 429
    title = N_("There were too many failed tries. Wait a minute and try again.")

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def facts(self) -> TooManyFacts:
        return {"retry_after": self.seconds}


class TooFast(TooMany):
    """More at once than any person writes."""

    title = N_("That was very much at once. Wait a moment, and it will be taken.")


class Foreign(Refusal):
    """A write that another site sent with this browser's cookie."""

    type = "foreign_origin"
    status = 403
    title = N_("This request came from another site and was not carried out.")


class NoMark(Refusal):
    """A write with a cookie, but without the mark that our own pages send along."""

    type = "csrf"
    status = 403
    title = N_("This page is too old. Load it again; what you wrote in the room is kept.")


class NameTaken(Refusal):
    """The `client` or `client_id` was used before: by somebody else, for another call, or with
    other content. To pass for a repeat would be to say "taken" of what nobody stored."""

    type = "name_taken"
    status = 409
    title = N_("This was not taken in: something else was sent under the same name. Send it again.")


class NotSaved(Refusal):
    """The database refused a commit: nothing of it was kept, and nobody was told otherwise."""

    type = "not_saved"
    status = 503
    title = N_("Not saved: the server cannot write just now. Your text stays here; try again soon.")
