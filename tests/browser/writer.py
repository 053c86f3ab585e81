"""Somebody at the room's page, as a test moves them."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import CDPSession, Error, Page

from tests.patience import until

TEXT = """(index) => [...document.querySelectorAll(".notes-text")][index].innerText
    .split("\\n").map((line) => line.trim()).filter(Boolean).join("\\n")"""
NOTES = """(index) => [...[...document.querySelectorAll(".notes-text")][index].querySelectorAll("p")]
    .map((note) => note.textContent)"""
SHOWN = """() => ({
    fields: [...document.querySelectorAll(".notes-text")]
        .map((field) => [...field.querySelectorAll("p")].map((note) => note.textContent)),
    save: document.querySelector(".save")?.dataset.state,
    contact: document.documentElement.dataset.contact,
    copy: document.querySelector(".copy-notice")?.dataset.state,
    focus: document.activeElement?.outerHTML.slice(0, 120),
})"""
PASTE = """({html, text}) => {
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    data.setData("text/plain", text);
    const how = {clipboardData: data, bubbles: true, cancelable: true};
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
}"""
# The way of the text to the server can be cut in the window itself; pages still come.
CUT = """(() => {
    const [Real, fetched, open] = [WebSocket, fetch, new Set()];
    const isCut = () => localStorage.cut === "yes" || (localStorage.cut === "sockets" && "sockets");
    window.WebSocket = class extends Real {
        constructor(url) {
            super(isCut() ? "ws://127.0.0.1:9/" : url);
            open.add(this);
        }
    };
    window.fetch = (...given) => isCut() === true ? Promise.reject(new TypeError("cut")) : fetched(...given);
    window.cut = (what) => {
        localStorage.cut = what;
        if (what) for (const socket of open) socket.close(3000);
        else dispatchEvent(new Event("online"));
    };
})()"""
MOVES = re.compile("Home|End|Arrow|Page")
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
# The editor puts its own selection 20 ms after it got the focus; a key before that would be in vain.
FOCUSED = "new Promise((done) => setTimeout(done, 40))"


@dataclass
class Writer:
    page: Page
    url: str
    name: str
    errors: list[str] = field(default_factory=list)

    def enter(self, *, by_hand: bool = False) -> None:
        """Sit down through the room's own link: by hand at its door, else with what the door's
        form would send, for a page costs more than most of what is tried on the next one."""
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.add_init_script(CUT)
        if by_hand:
            self._go_in()
        else:
            origin = self.url[: self.url.index("/", len("https://"))]
            answer = self.page.context.request.post(
                self.url,
                form={"nickname": self.name},
                headers={"origin": origin},
                max_redirects=0,
            )
            self.page.goto(origin + answer.headers["location"])
        self.ready()

    def _go_in(self) -> None:
        self.page.goto(self.url)
        nickname = self.page.locator("input[name=nickname]")
        if nickname.count():
            nickname.fill(self.name)
        self.page.locator("main button[type=submit]").first.click()
        self.page.wait_for_url("**/rooms/**")

    def ready(self) -> None:
        self.page.wait_for_selector(".ProseMirror:visible")

    def cut(self, what: str = "yes") -> None:
        """Nothing of the text gets to the server any more; with "sockets" only sockets do not."""
        self.page.evaluate("cut(%r)" % what)

    def join(self) -> None:
        self.page.evaluate("cut('')")

    def reload(self) -> None:
        self.page.reload()
        self.ready()

    def text(self, field: int = 0) -> str:
        """Field number `field` as it reads, without blank notes."""
        return str(self.page.evaluate(TEXT, field))

    def reads(self, text: str) -> None:
        """Wait until the first field reads `text`."""
        until(lambda: self.text() == text)

    def notes(self, field: int = 0) -> list[str]:
        return list(self.page.evaluate(NOTES, field))

    def go(self, field: int = 0, key: str = "Control+End") -> None:
        """Put the cursor into a field, at its end."""
        self.page.locator(".notes-text").nth(field).focus()
        self.page.evaluate(FOCUSED)
        self.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            if MOVES.search(key):  # no hand is so quick that the editor has not seen it move
                self.page.evaluate(PAINTED)

    def paste(self, text: str, html: str = "") -> None:
        self.page.evaluate(PASTE, {"html": html, "text": text})

    def choose(self, words: str) -> None:
        """An act in the menu of what is seldom needed."""
        self.page.click("[popovertarget=more]")
        self.page.locator("#more").get_by_role("button", name=words).click()

    def account(self) -> str:
        """What the window shows, to be read after a failure."""
        try:
            shown = self.page.evaluate(SHOWN)
        except Error as error:  # the window is closed, or says no more
            shown = error.message
        return f"{self.name} at {self.page.url}: {shown} errors={self.errors}"

    @property
    def save_word(self) -> str | None:
        return self.page.locator(".save").get_attribute("data-state")

    @property
    def composer(self) -> CDPSession:
        return self.page.context.new_cdp_session(self.page)

    @property
    def said(self) -> str:
        """What the toasts say."""
        return self.page.locator("#toasts").inner_text()
