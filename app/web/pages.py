"""HTML: the Jinja environment, languages and dates; `page()`, `fragment()` and `refusal_page()`."""

import re
from collections.abc import Hashable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.languages import LANGUAGES, LOCALES
from app.storage.order import answer
from app.web import dates, flash, times
from app.web.assets import asset, parts_of
from app.web.direction import Direction, setting_apart

HERE = Path(__file__).parent.parent
_PATH, _TYPED = "\ue000", "\ue001"
"""Where the address and what was typed come into a page that is kept; no keyboard has them."""


@cache
def catalogue(language: str) -> Translations:
    """The messages of one language, merged from one .po file a package (no compiled files)."""
    merged = Translations()
    for path in sorted((HERE / "locale" / language).glob("*.po")):
        compiled = BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        merged.merge(Translations(compiled))
    return merged


def when(moment: datetime, language: str) -> str:
    """A time in one language, with its day unless that is today."""
    return times.when(moment, language, catalogue(language).gettext)


class Unindented(Extension):
    """Templates are indented for those who write them: in a packed room it was 180 bytes. One space
    stays after a tag of Jinja's own, whose line end goes: it may be what parts two attributes."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"([%#]})?\n[ \t]+", lambda end: f"{end[1]}\n " if end[1] else "\n", source)


class Lasting(Template):
    """Each has the environment's own names and no others, so what it brings in (`from … import`)
    is made once: those names need not be compared for every cell of a grid."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


@cache
def environment(language: str) -> Environment:
    """The templates as they read in one language."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[Unindented, "jinja2.ext.i18n", Direction],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # a grid asks for thousands of pieces
    )
    made.template_class = Lasting
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    for name in ("gettext", "ngettext"):
        made.globals[name] = setting_apart(made.globals[name])  # type: ignore[arg-type]
    made.filters["when"] = lambda moment: when(moment, language)
    made.filters["clock"] = times.clock_time
    made.filters["day_field"] = lambda day: dates.shown_day(day, language)
    made.filters["moment_field"] = lambda moment: dates.shown_moment(moment, language)
    made.filters["date"] = lambda moment: format_date(
        times.day_of(moment), "long", locale=LOCALES[language]
    )
    made.globals.update(
        language=language,
        languages=list(LANGUAGES.items()),
        asset=asset,
        day_ends=lambda: times.day_ends().isoformat(),
        now=lambda: times.server_clock.get()().isoformat(timespec="seconds"),
        parts_of=parts_of,
        locale=Locale.parse(LOCALES[language]),
    )
    return made


def fragment(template: str, language: str, **facts: Any) -> str:
    """A partial for everybody who reads this language; it knows nothing about the viewer."""
    return environment(language).get_template(template).render(**facts)


def spoken(said: object) -> str:
    """A language that a program named, if it is one of ours."""
    return said if isinstance(said, str) and said in LANGUAGES else "nb"


def language_of(request: Request, fallback: str | None = None) -> str:
    """A person's own choice, else the seminar's language, else the browser's, else bokmål."""
    visit = getattr(request.state, "visit", None)
    chosen = (visit and visit.language) or fallback
    if chosen in LANGUAGES:
        return str(chosen)
    for part in request.headers.get("accept-language", "").lower().split(","):
        tag = part.split(";")[0].strip().split("-")[0]
        if tag in LANGUAGES:
            return tag
        if tag == "no":
            return "nb"
    return "nb"


def page(
    request: Request,
    template: str,
    facts: Mapping[str, Any] | None = None,
    *,
    language: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    """A whole page for the asker. `language` is the seminar's, when there is one."""
    visit = getattr(request.state, "visit", None)
    flashed = flash.read_flash(request)
    html = fragment(
        template,
        language_of(request, language),
        csrf=visit.csrf if visit else "",
        asker=visit,
        path=request.url.path,
        made=asked.made if (asked := answer.get()) else "",
        flash=flashed,
        **(facts or {}),
    )
    shown = HTMLResponse(html, status_code=status)
    if flashed:
        flash.clear_flash(shown)
    return shown


def refusal_page(
    request: Request, template: str, status: int, typed: str = "", **facts: Hashable
) -> HTMLResponse:
    """The page that says no. To nobody in particular it says the same each time and is made once:
    thousands of wrong codes must not keep those waiting who have the right one."""
    visit = getattr(request.state, "visit", None)
    if visit and visit.asker.id:
        return page(request, template, {"code": typed, **facts}, status=status)
    html = _refusal(template, language_of(request), bool(typed), **facts)
    html = html.replace(_TYPED, escape(typed)).replace(_PATH, escape(request.url.path))
    return HTMLResponse(html, status_code=status)


@lru_cache(maxsize=500)
def _refusal(template: str, language: str, typed: bool, **facts: Hashable) -> str:
    shown = {"csrf": "", "asker": None, "path": _PATH, "code": _TYPED if typed else ""}
    return fragment(template, language, **shown, **facts)


def is_script(request: Request) -> bool:
    """Whether a page asks for a piece of itself; what is sent without scripts asks for all."""
    return "hx-request" in request.headers


def back(request: Request, whole: str, text: str, undo: str | None, sealed: str) -> Response:
    """To the page at `whole` after a press without scripts, as it was looked at, to be told there
    what was done. Its query is our own page's, which alone may post; nothing else of it is used."""
    came, mark, query = request.headers.get("referer", "").partition("?")
    seen = mark + query if came.endswith(whole) else ""
    leads = RedirectResponse(whole + seen, status_code=303)
    if text:
        flash.set_flash(request, leads, flash.Flash(text, undo, sealed))
    return leads


def part(request: Request, html: str, whole: str) -> Response:
    """A piece that a page asks for. Somebody who opens its address gets the page at `whole`: alone
    it has no style, no title and no way on."""
    if is_script(request):
        return HTMLResponse(html)
    return RedirectResponse(whole, status_code=303)


def go(request: Request, address: str) -> Response:
    """Send the browser on after a write. htmx would swap a redirect's page into the one it is on,
    so it is told in a header."""
    redirect = RedirectResponse(address, status_code=303)
    if is_script(request):
        return Response(status_code=204, headers={"HX-Redirect": redirect.headers["location"]})
    return redirect
