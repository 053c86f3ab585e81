"""HTML of a body as lines of plain text. Scripts, addresses and comments are nothing to read in it;
they are told apart from it, so that nothing is lost unseen."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = {
    *("p", "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "section"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
_UNSEEN = {"script", "style", "template", "title", "head", "noscript", "iframe", "object"}
_POINTS = {"a": "href", **dict.fromkeys(("img", "iframe", "video", "audio", "source"), "src")}
_LOOKS_LIKE = re.compile(
    r"<(?:/?(?:p|div|br|li|ul|ol|b|i|u|em|strong|a|span|h[1-6]|script|style|img|table|blockquote)"
    r"\b[^<>]*|!--)>?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Body:
    """`aside` is what else stands there: why it is no text of the post, and what it is."""

    lines: list[str]
    aside: list[tuple[str, str]] = field(default_factory=list)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.aside: list[tuple[str, str]] = []
        self.hidden = 0
        self.counts: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _UNSEEN
        told = dict(attrs)
        for said in (told.get(_POINTS.get(tag, "")), told.get("alt") if tag == "img" else ""):
            if said:
                self.aside.append(("link" if tag == "a" else "attachment", said))
        if tag in ("ol", "ul"):
            self.counts.append(0 if tag == "ol" else -1)
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "li":
            self.parts.append(self._marker())

    def _marker(self) -> str:
        if self.counts and self.counts[-1] >= 0:
            self.counts[-1] += 1
            return f"{self.counts[-1]}. "
        return "- "

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in _UNSEEN))
        if tag in ("ol", "ul") and self.counts:
            self.counts.pop()
        if tag in _BLOCKS - {"br"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"[ \t\r\n\xa0]+", " ", data))
        elif data.strip():
            self.aside.append(("hidden", data.strip()))

    def handle_comment(self, data: str) -> None:
        if data.strip():
            self.aside.append(("hidden", data.strip()))


def plain_lines(body: str) -> list[str]:
    """The lines of a body, whether it is HTML or not; blank ones at the ends are left out."""
    return body_of(body).lines


def body_of(body: str) -> Body:
    """The same with what is aside of them; an address that is shown is none of that."""
    if not _LOOKS_LIKE.search(body):
        return Body(_tidy(body.replace("\r\n", "\n").split("\n")))
    reader = _Text()
    reader.feed(body)
    reader.close()
    shown = "".join(reader.parts)
    aside = [(why, text) for why, text in dict.fromkeys(reader.aside) if text not in shown]
    return Body(_tidy(re.sub(r"\n{2,}", "\n", shown).split("\n")), aside)


def _tidy(lines: list[str]) -> list[str]:
    lines = [line.replace("\0", "").replace("\xa0", " ").strip() for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines
