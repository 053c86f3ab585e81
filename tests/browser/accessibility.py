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


SPACE = """() => {
    const spaced = new CSSStyleSheet();
    spaced.replaceSync(`* { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important; }
        p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets.push(spaced);
}"""
"""What somebody who reads better so may set for any page (WCAG 1.4.12)."""

CUT = """() => {
    const hides = (style) => style.clipPath !== "none";
    const cuts = (style) => ["hidden", "clip"].includes(style.overflowX);
    function cutBy(box, element) {
        for (let each = element; each !== document.body; each = each.parentElement) {
            const style = getComputedStyle(each);
            if (hides(style) || style.overflowX === "auto") return false;
            if (cuts(style) && box.right > each.getBoundingClientRect().right + 1) return true;
        }
        return false;
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const { currentNode: text } = texts;
        const element = text.parentElement;
        if (!text.data.trim() || !element.checkVisibility() || element.closest(".grid thead")) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        if (box.width && cutBy(box, element)) found.push(text.data.trim());
    }
    return found;
}"""
"""Texts whose end is not seen. The grid's heads are short for what stands in full elsewhere."""


def lost_when_spaced(page: Page) -> list[str]:
    """What is beyond the window or cut off once its reader has spaced out the text, and was not
    before. Leaves the page spaced."""
    before = page.evaluate(CUT)
    page.evaluate(SPACE)
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    said = [f"{beyond} px too wide when spaced"] if beyond > 0 else []
    return said + [f"cut when spaced: {text}" for text in page.evaluate(CUT) if text not in before]
