"""What holds the look together: icons exist, nothing is inline, the guide names real classes."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
TEMPLATES_IN = ROOT / "app" / "templates"
TEMPLATES = sorted(TEMPLATES_IN.rglob("*.html"))
TEXTS = {str(path.relative_to(ROOT)): path.read_text() for path in TEMPLATES}
ICONS = json.loads((ROOT / "static" / "icons" / "icons.json").read_text())
GUIDE = (ROOT / "docs" / "look.md").read_text()
CSS = "\n".join(path.read_text() for path in sorted((ROOT / "static" / "css").glob("*.css")))


def slips(look: Callable[[str], Any]) -> dict[str, Any]:
    """What is wrong by `look`, by the template in whose text it is found."""
    return {name: found for name, text in TEXTS.items() if (found := look(text))}


def test_a_template_asks_only_for_icons_that_the_sprite_has() -> None:
    asked = re.compile(r'\bicon\(\s*"([a-z-]+)"')

    assert slips(lambda text: set(asked.findall(text)) - ICONS.keys()) == {}


def test_a_template_holds_nothing_that_the_policy_forbids() -> None:
    def inline(text: str) -> list[str]:
        text = re.sub(r"{#.*?#}", "", text, flags=re.DOTALL)
        scripts = re.findall(r"<script[^>]*>", text)
        return re.findall(r"\sstyle\s*=|<style|\son[a-z]+\s*=|hx-on|javascript:", text) + [
            tag for tag in scripts if "src=" not in tag and 'type="application/json"' not in tag
        ]

    assert slips(inline) == {}


def test_a_template_has_no_line_over_120_columns() -> None:
    assert slips(lambda text: [line for line in text.splitlines() if len(line) > 120]) == {}


def test_the_guide_names_only_classes_that_the_css_has() -> None:
    named = {
        name
        for attribute in re.findall(r'class="([a-z -]+)"', GUIDE)
        for name in attribute.split()
        if not name.startswith("ds-")
    }
    had = set(re.findall(r"\.([a-z][a-z-]*)", CSS))

    assert named <= had


SCRIPTS = "\n".join(path.read_text() for path in (ROOT / "static" / "js").rglob("*.js"))
OF_LIBRARIES = {"htmx-request"}


def test_every_class_of_the_css_is_worn_and_every_icon_asked_for() -> None:
    """What is left over from something that went is found by nobody who reads."""
    written = set(re.findall(r"[\w-]+", "\n".join(TEXTS.values()) + SCRIPTS))
    code = "\n".join(path.read_text() for path in (ROOT / "app").rglob("*.py"))
    selectors = "".join(re.findall(r"[^{};]*(?={)", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)))
    dressed = set(re.findall(r"\.([a-z][\w-]*)", selectors)) - OF_LIBRARIES

    assert len(dressed) > 200
    assert dressed - written == set()
    assert ICONS.keys() - written - set(re.findall(r"[\w-]+", code)) == set()


def test_every_file_of_the_css_is_part_of_the_page() -> None:
    entry = (ROOT / "static" / "css" / "entries" / "page.css").read_text()

    assert {path.name for path in (ROOT / "static" / "css").glob("*.css")} == set(
        re.findall(r'"\.\./([a-z]+\.css)"', entry)
    )


def test_no_class_is_written_by_the_server_s_code() -> None:
    """The build leaves out styles that no template and no script asks for; it reads no Python."""
    code = sorted((ROOT / "app").rglob("*.py"))

    assert not [str(path) for path in code if re.search(r"""class=\\?["']""", path.read_text())]


def test_no_class_is_put_together_of_pieces() -> None:
    """The build looks for whole names (static/sources.mjs), and leaves out what has none."""
    assert slips(re.compile(r'class="[^"]*[\w-](?:{{|{%)[^"]*"').findall) == {}


def test_the_room_s_styles_hold_every_class_that_its_page_may_have() -> None:
    manifest = ROOT / "static" / "dist" / "manifest.json"
    if not manifest.exists():
        pytest.skip("the assets are not built; `make assets`")
    names = json.loads(manifest.read_text())
    whole, room = (
        set(
            re.findall(r"\.([a-z][\w-]*)", (manifest.parent / names[f"css/{kind}.css"]).read_text())
        )
        for kind in ("page", "room")
    )
    parts = [
        path
        for path in TEMPLATES
        if re.match(
            r"boards/(_(?!removed|past|plan)|board\.)|rooms/_(?!roster|entry|finding|arrang)|macros/(?!past)|page|_",
            path.relative_to(TEMPLATES_IN).as_posix(),
        )
    ]
    worn = {
        name
        for path in parts
        for attribute in re.findall(r'class="([a-z -]+)"', path.read_text())
        for name in attribute.split()
    }

    assert len(worn) > 60
    assert worn & whole <= room


TAKES_AWAY = re.compile(r'"trash"|/(?:remove|delete|link|facilitator-link)"')


def test_an_act_that_takes_something_away_is_red() -> None:
    """Where it is pressed; the dialog that asks takes the colour from there."""
    acts = re.compile(r"\{\{-?\s*(?:button|tool|press)\((.*?)\)\s*-?\}\}", re.DOTALL)

    def pale(text: str) -> list[str]:
        return [act for act in acts.findall(text) if TAKES_AWAY.search(act) and "danger" not in act]

    assert slips(pale) == {}


def forms(text: str) -> list[str]:
    """Opening tags of forms; what stands in braces or quotes may hold a `>`."""
    return re.findall(
        r'<form\b(?:\{\{.*?\}\}|\{%.*?%\}|"(?:\{\{.*?\}\}|[^"])*"|[^>{"])*>', text, re.DOTALL
    )


def test_no_form_lets_the_browser_say_what_is_wrong_in_a_language_of_its_own() -> None:
    assert slips(lambda text: [tag for tag in forms(text) if "novalidate" not in tag]) == {}


def test_a_form_that_requires_something_says_so_itself() -> None:
    """Either its answer is the form with its errors, or it is looked through before it is sent."""

    def unsaid(text: str) -> list[str]:
        return [
            tag
            for tag in re.findall(r"(<form\b.*?)</form>", text, re.DOTALL)
            if re.search(r"\brequired\b|\bpattern=|\bmin=", tag)
            and "data-checks" not in tag
            and "error_summary(" not in tag
        ]

    assert slips(unsaid) == {}


def test_a_rooms_page_asks_for_no_control_whose_styles_it_does_without() -> None:
    """Rules about ticks and choices, which static/sources.mjs leaves out, wake the whole page."""
    pages = [*(TEMPLATES_IN / "boards").glob("*.html")]
    pages += [TEMPLATES_IN / "rooms" / f"{name}.html" for name in ("door", "lobby", "offline")]
    control = re.compile(r'\b(?:tick|choices)\(|type="(?:checkbox|radio)"')

    assert not [path.name for path in pages if control.search(path.read_text())]
