"""What somebody chose for a report, read out of an address."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import TypeAdapter, ValidationError

from app.exports.choices import Choices
from app.exports.outline import Extent, NamesPolicy, Order
from app.languages import Language
from app.refusals import Invalid
from app.wording import Lines, clean_lines

LONGEST_WORDS = 3000


def _chosen(
    order: Annotated[
        Order, Query(description="question, theme, member, room or addressee; not for json")
    ] = "question",
    extent: Annotated[
        Extent, Query(description="full, summaries or themes; not for json")
    ] = "full",
    names: Annotated[
        NamesPolicy,
        Query(description="of people, in the text: keep, initial, role or remove; not for json"),
    ] = "keep",
    language: Annotated[
        Language | None, Query(description="of headings: nb, nn or en; else the seminar's own")
    ] = None,
    own_words: Annotated[
        Lines,
        Query(
            max_length=LONGEST_WORDS, description="the organiser's, marked as such; not for json"
        ),
    ] = "",
) -> Choices:
    return Choices(order, extent, names, language, own_words.strip())


def chosen_in(sent: Mapping[str, Any]) -> Choices:
    """The same out of a form. Raises Invalid."""
    fields = {name: str(sent[name]) for name in _NAMES if sent.get(name)}
    fields["own_words"] = clean_lines(fields.get("own_words", "")[:LONGEST_WORDS])
    try:
        return _CHOICES.validate_python(fields)
    except ValidationError:
        raise Invalid(("order", "one of the possibilities")) from None


_CHOICES, _NAMES = TypeAdapter(Choices), ("order", "extent", "names", "language", "own_words")
Chosen = Annotated[Choices, Depends(_chosen)]
