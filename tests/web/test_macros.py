"""Macros are made once, and not for each cell of a grid: what they need is given to them."""

import re

import pytest
from jinja2 import meta

from app.web.pages import HERE, environment

TEMPLATES = HERE / "templates"
IMPORTED = re.compile(r'\{%-?\s*from\s+"([^"]+)"[^%]*?(with context)?\s*-?%\}')
MADE_ONCE = sorted(
    {
        name
        for path in TEMPLATES.rglob("*.html")
        for name, with_context in IMPORTED.findall(path.read_text(encoding="utf-8"))
        if not with_context
    }
)


@pytest.mark.parametrize("name", MADE_ONCE)
def test_macros_that_are_made_once_know_nothing_about_a_page(name: str) -> None:
    made = environment("nb")
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    known = {*made.globals, "_ignored"}
    assert not meta.find_undeclared_variables(made.parse(source)) - known
    inner = IMPORTED.findall(source)
    assert not [name for name, with_context in inner if with_context]
