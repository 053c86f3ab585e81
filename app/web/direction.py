"""Arabic, Hebrew and other text that runs from right to left, wherever a page shows what people
wrote.

Whatever a template puts between tags as plain text was written by somebody: our own words come from
the catalogue and are markup. If it holds a letter that runs from right to left, it becomes a
`<bdi>` of its own: its letters decide its direction, and what stands around it keeps its order. A
name inside of a sentence is set apart by two signs, which between tags become a `<bdi>` too, and
work as they are in an attribute. Text that runs from left to right, nearly all, costs no byte.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup

from app.direction import RIGHT_TO_LEFT

BEGIN, END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
_SET_APART = re.compile(f"{BEGIN}([^{BEGIN}{END}<>]*){END}")
_TAG = re.compile(r"<!--|<(/?)([a-zA-Z][\w-]*)|<[!?]|>|\"|'")
BARE = frozenset({"title", "option", "textarea", "script", "style", "text"})
"""Elements that hold text and no elements."""


class Direction(Extension):
    """Passes each expression of a template through the filter that its place asks for."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters.update(between_tags=between_tags, within_tag=within_tag)

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        place = _Place()
        for token in stream:
            if token.type == "data":
                place.read(token.value)
            if token.type == "variable_end" and not place.is_directed:
                name = "between_tags" if place.is_between_tags else "within_tag"
                yield from _tokens(token.lineno, ("rparen", ")"), ("pipe", "|"), ("name", name))
            yield token
            if token.type == "variable_begin" and not place.is_directed:
                yield from _tokens(token.lineno, ("lparen", "("))


class _Place:
    """Where a template stands after what was read of it: inside of a tag, or between tags, perhaps
    of an element that says its direction itself (`dir="auto"`, `<bdi>`)."""

    def __init__(self) -> None:
        self._tag = self._quote = self._bare = self._directed = ""
        self._depth = 0

    @property
    def is_between_tags(self) -> bool:
        return not (self._tag or self._bare)

    @property
    def is_directed(self) -> bool:
        return bool(self._directed) and self.is_between_tags

    def read(self, html: str) -> None:
        for found in _TAG.finditer(html):
            sign = found.group()
            if self._quote:
                self._quote = "" if sign == self._quote else self._quote
            elif self._tag and sign in "\"'":
                self._quote = sign
            elif self._tag and sign == ">":
                self._end_tag()
            elif not self._tag and sign not in "\"'>":
                self._tag = (found.group(1) or "") + (found.group(2) or "!").lower()
                self._enter(html, found.start())

    def _enter(self, html: str, at: int) -> None:
        """`dir` stands in the same piece of the template as the tag's beginning."""
        if self._directed:
            self._depth += (self._tag == self._directed) - (self._tag == f"/{self._directed}")
            self._directed = self._directed if self._depth else ""
        elif self._tag == "bdi" or 'dir="auto"' in html[at:].partition(">")[0]:
            self._directed, self._depth = self._tag, 1
        if self._tag in ("input", "textarea", "select"):
            self._directed = ""

    def _end_tag(self) -> None:
        tag, self._tag = self._tag, ""
        if tag in BARE:
            self._bare = tag
        elif tag == f"/{self._bare}":
            self._bare = ""


def _tokens(line: int, *pairs: tuple[str, str]) -> Iterator[Token]:
    return (Token(line, kind, value) for kind, value in pairs)


def between_tags(value: Any) -> Any:
    """What stands between two tags: somebody's words in a `<bdi>`, if they need one."""
    if isinstance(value, Markup):
        sentence = BEGIN in value and "<" not in value  # what holds elements has been here before
        return Markup(_SET_APART.sub(r"<bdi>\1</bdi>", str(value))) if sentence else value  # noqa: S704
    if isinstance(value, str) and RIGHT_TO_LEFT.search(value):
        return Markup("<bdi>{}</bdi>").format(value)
    return value


def within_tag(value: Any) -> Any:
    """What stands in an attribute, or where no element may stand: signs instead of elements."""
    if isinstance(value, Markup) and "<bdi>" in value:
        return Markup(str(value).replace("<bdi>", BEGIN).replace("</bdi>", END))  # noqa: S704
    return value


def set_apart(value: Any) -> Any:
    """A name to stand in a sentence."""
    plain = isinstance(value, str) and not isinstance(value, Markup)
    return f"{BEGIN}{value}{END}" if plain and RIGHT_TO_LEFT.search(value) else value


def setting_apart(gettext: Callable[..., str]) -> Callable[..., str]:
    """The catalogue's sentences, with the names in them set apart."""

    @pass_context
    def told(context: Context, *words: Any, **names: Any) -> str:
        return gettext(context, *words, **{key: set_apart(each) for key, each in names.items()})

    return told
