"""HTML: the Jinja environment, languages, dates and assets; `page()` and `fragment()`."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from app.web import times

HERE = Path(__file__).parent.parent
ASSETS = HERE.parent / "static" / "dist"
LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


class Catalogue(NullTranslations):
    """The messages of one language, merged from one .po file a package (no compiled files)."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._messages: dict[str, str | tuple[str, ...]] = {}
        for path in sorted((HERE / "locale" / language).glob("*.po")):
            with path.open("rb") as file:
                for message in read_po(file, locale=language):
                    if message.id and message.string:
                        key = message.id if isinstance(message.id, str) else message.id[0]
                        said = message.string
                        self._messages[key] = said if isinstance(said, str) else tuple(said)

    def gettext(self, message: str) -> str:
        found = self._messages.get(message)
        return found if isinstance(found, str) else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        found = self._messages.get(msgid1)
        forms = found if isinstance(found, tuple) else (msgid1, msgid2)
        return forms[0 if n == 1 else 1]


@cache
def catalogue(language: str) -> Catalogue:
    return Catalogue(language)


@cache
def _manifest(changed: float) -> dict[str, str]:
    path = ASSETS / "manifest.json"
    return json.loads(path.read_text()) if path.exists() else {}


def asset(name: str) -> str:
    """The address of a built file; its name holds a hash of its content."""
    path = ASSETS / "manifest.json"
    return f"/static/{_manifest(path.stat().st_mtime if path.exists() else 0).get(name, name)}"


class Assets(StaticFiles):
    """Built files. Their names hold a hash, so a browser may keep them for ever."""

    def file_response(self, *args: Any, **more: Any) -> Response:
        response = super().file_response(*args, **more)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def told(moment: datetime, language: str) -> str:
    """A time in one language, with its day unless that is today."""
    return times.told(moment, language, catalogue(language).gettext)


@cache
def environment(language: str) -> Environment:
    """The templates as they read in one language."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    made.filters["told"] = lambda moment: told(moment, language)
    made.filters["clock"] = times.clock_time
    made.filters["wall"] = times.wall_time
    made.filters["date"] = lambda moment: format_date(
        times.day_of(moment), "long", locale=LOCALES[language]
    )
    made.globals.update(
        language=language,
        languages=list(LANGUAGES.items()),
        asset=asset,
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
    html = fragment(
        template,
        language_of(request, language),
        csrf=visit.csrf if visit else "",
        asker=visit,
        path=request.url.path,
        **(facts or {}),
    )
    return HTMLResponse(html, status_code=status)


def part(request: Request, html: str, whole: str) -> Response:
    """A piece that a page asks for. Somebody who opens its address gets the page at `whole`: alone
    it has no style, no title and no way on."""
    if "hx-request" in request.headers:
        return HTMLResponse(html)
    return RedirectResponse(whole, status_code=303)


def go(request: Request, address: str) -> Response:
    """Send the browser on after a write. htmx would swap a redirect's page into the one it is on,
    so it is told in a header."""
    redirect = RedirectResponse(address, status_code=303)
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": redirect.headers["location"]})
    return redirect
