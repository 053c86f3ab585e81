"""Forms as people send them: read by the models of the API, with errors said in their language.

Nothing typed is thrown away: a form that is refused comes back as it was, with what to mend.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Form as Sent
from pydantic import BaseModel, ValidationError

from app.refusals import N_
from app.storage.ids import Id

M = TypeVar("M", bound=BaseModel)
Gettext = Callable[[str], str]
FormId = Annotated[Id, Sent()]

SENTENCES = {
    "missing": N_("Write something here."),
    "too_short": N_("Write something here."),
    "too_long": N_("This is too long. The most is %(max_length)s characters."),
    "int_parsing": N_("Write a whole number of minutes."),
    "less_than_equal": N_("The most is %(le)s."),
    "greater_than_equal": N_("The least is %(ge)s."),
    "day_parsing": N_("Write day, month and year, for instance 30.06.2027."),
    "literal_error": N_("Choose one of the possibilities."),
}
WHOLE = "whole"  # what is wrong with the fields together
OTHERWISE = N_("This cannot be read. Write it anew.")


@dataclass
class Form(Generic[M]):
    """What was sent: `values` for showing it again, `wish` when all of it can be used."""

    values: Mapping[str, Any] = field(default_factory=dict)
    wish: M | None = None
    errors: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """`form.title` in a template; a field that was not sent is empty."""
        return self.values.get(name, "")

    def complaints(self, labels: Mapping[str, str]) -> list[tuple[str, str]]:
        """Field and sentence of each error, begun with the field's own words."""
        return [
            (name, f"{_introduced(labels[name])} {sentence}" if name in labels else sentence)
            for name, sentence in self.errors.items()
        ]

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    def refuse(self, name: str, sentence: str) -> "Form[M]":
        self.errors[name] = sentence
        return self


def _introduced(label: str) -> str:
    return label if label.endswith("?") else f"{label}:"


def tidy(sent: Mapping[str, Any]) -> dict[str, str]:
    """Fields as text, without outer spaces, Windows' line ends and what no database keeps."""
    return {
        name: value.replace("\r\n", "\n").replace("\0", "").strip()
        for name, value in sent.items()
        if isinstance(value, str)
    }


def _kind(of_error: str) -> str:
    """A line is tidied before it is measured, so it may be too short as a value or as a string."""
    return of_error.removeprefix("string_")


def read(
    model: type[M], values: Mapping[str, Any], gettext: Gettext, **nested: Mapping[str, Any]
) -> Form[M]:
    """Check the values by `model`; `nested` are fields that hold a form of their own."""
    form: Form[M] = Form(values)
    try:
        form.wish = model.model_validate({**values, **nested})
    except ValidationError as refused:
        for error in refused.errors(include_url=False, include_input=False):
            sentence = gettext(SENTENCES.get(_kind(error["type"]), OTHERWISE))
            name = str(error["loc"][-1]) if error["loc"] else WHOLE
            form.errors.setdefault(name, sentence % error.get("ctx", {}))
    return form
