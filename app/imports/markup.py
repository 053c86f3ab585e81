"""HTML of a body as lines of plain text; scripts and styles are nothing to read."""

import re
from html.parser import HTMLParser

_BLOCKS = {
    *("p", "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "section"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
_UNSEEN = {"script", "style", "template", "title", "head", "noscript", "iframe", "object"}
_LOOKS_LIKE = re.compile(
    r"<(?:/?(?:p|div|br|li|ul|ol|b|i|u|em|strong|a|span|h[1-6]|script|style|img|table|blockquote)"
    r"\b[^<>]*|!--)>?",
    re.IGNORECASE,
)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0
        self.counts: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _UNSEEN
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


def plain_lines(body: str) -> list[str]:
    """The lines of a body, whether it is HTML or not; blank ones at the ends are left out."""
    if not _LOOKS_LIKE.search(body):
        return _tidy(body.replace("\r\n", "\n").split("\n"))
    reader = _Text()
    reader.feed(body)
    reader.close()
    return _tidy(re.sub(r"\n{2,}", "\n", "".join(reader.parts)).split("\n"))


def _tidy(lines: list[str]) -> list[str]:
    lines = [line.replace("\0", "").replace("\xa0", " ").strip() for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines
