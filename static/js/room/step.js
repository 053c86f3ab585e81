// Where the room is, in a phone's bar: whose word it is, else what to do now, and the way on.
import { board, whenever, words } from "./page.js";

const line = board.querySelector("[data-step]");
const onwards = board.querySelector("[data-phase-next]");

if (line) {
  whenever(() => {
    const lit = board.querySelector(".round-of:not([hidden]) [aria-current]");
    lit?.parentElement.scrollTo({ left: lit.offsetLeft }); // of a long round, where the word is
    const name = lit?.textContent.trim();
    const next = board.querySelector(".clock-of:not([hidden]) > [data-phase-go]");
    const asked = board.querySelector(".clock-of:not([hidden]) > .clock-do")?.textContent.trim();
    line.toggleAttribute("data-lit", Boolean(name));
    line.textContent = name ? words.hasWord.replace("{name}", () => `\u2068${name}\u2069`) : asked || line.dataset.words;
    if (!onwards) return;
    onwards.hidden = !next;
    onwards.textContent = next?.textContent.trim() ?? "";
  });
}
