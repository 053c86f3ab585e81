// Where the room is, on a phone: whose word it is, else what to do now, in the strip; the way on in the bar.
import { board, whenever, words } from "./page.js";

const line = board.querySelector("[data-step]");
const onwards = board.querySelector("[data-phase-next]");

if (line) {
  whenever(() => {
    const lit = board.querySelector(".round-of:not([hidden]) [aria-current]");
    lit?.parentElement.scrollTo({ left: lit.offsetLeft }); // of a long round, where the word is
    const name = lit?.textContent.trim();
    const next = board.querySelector(".clock-of:not([hidden]) > [data-phase-go]");
    board.querySelector(".bar-acts")?.toggleAttribute("data-round", Boolean(name));
    const asked = board.querySelector(".clock-of:not([hidden]) > .clock-do")?.textContent.trim();
    line.toggleAttribute("data-lit", Boolean(name));
    line.textContent = name ? words.hasWord.replace("{name}", () => `\u2068${name}\u2069`) : asked || line.dataset.words;
    if (!onwards) return;
    onwards.hidden = !next;
    onwards.textContent = next?.textContent.trim() ?? "";
  });
}
