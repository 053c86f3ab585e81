"""A question stands in two written forms, its own and nynorsk; neither may go on asking what the
other no longer asks, or rooms would answer different questions. Pure.

Only a prompt's text is kept in two forms; every other text of a seminar stands once.
"""

from typing import Literal, Protocol

from typing_extensions import TypedDict

from app.refusals import N_, Refusal

Form = Literal["text", "text_nn"]
Other = Literal["", "keep", "clear"]


class OtherFormFacts(TypedDict):
    form: Form


class Outdated(Refusal):
    """One form was changed and nothing said of the other, which cannot just go."""

    type = "other_form"
    title = N_(
        "This question stands in two written forms, and only one was changed. Nothing was saved: "
        "change the other too, or say that it still fits."
    )

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form

    def facts(self) -> OtherFormFacts:
        return {"form": self.form}


class TwoForms(Protocol):
    text: str
    text_nn: str


def outdated(before: TwoForms, after: TwoForms) -> Form | None:
    """The form that still asks what was asked before. A first nynorsk text, or one that is taken
    away, makes nothing outdated."""
    if not before.text_nn or not after.text_nn:
        return None
    if after.text != before.text:
        return "text_nn" if after.text_nn == before.text_nn else None
    return "text" if after.text_nn != before.text_nn else None


def settle(before: TwoForms, after: TwoForms, other: Other) -> None:
    """What `after` asks, when its other form is kept or cleared; a question cannot be without its
    own text. Raises Outdated where that has to be said."""
    form = outdated(before, after)
    if form is None or other == "keep":
        return
    if form == "text" or other != "clear":
        raise Outdated(form)
    after.text_nn = ""
