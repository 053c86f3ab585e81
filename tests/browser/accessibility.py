"""What axe-core finds on a page."""

from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

AXE = Path("node_modules/axe-core/axe.min.js").resolve()


# What is still fading in has colours that nobody is to read.
STILL = """Promise.all(document.getAnimations()
    .filter(({ playState, effect }) => playState === "running" && effect.getComputedTiming().endTime < Infinity)
    .map(({ finished }) => finished.catch(() => {})))"""


def violations_in_both_schemes(page: Page) -> list[str]:
    """The same page by day and by night: loading it twice costs more than looking twice."""
    found = []
    schemes: tuple[Literal["dark", "light"], ...] = ("dark", "light")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {each}" for each in violations(page)]
    return found


def violations(page: Page) -> list[str]:
    page.evaluate(STILL)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]
