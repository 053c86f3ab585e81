// Which step the room is at, in the strip: whose word it is, else the phase whose clock runs, else the way to the method.
import { board, whenever, words } from "./page.js";

const line = board.querySelector("[data-step]");

function markPhase() {
  const { phase, prompt } = board.querySelector(".clock-of:not([hidden])")?.dataset ?? {};
  for (const step of board.querySelectorAll(".phases > .phase")) {
    const runs = step.dataset.phase === phase && step.parentElement.dataset.clockOf === prompt;
    if (runs) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
}

if (line) {
  whenever(() => {
    markPhase();
    const name = board.querySelector(".round-of:not([hidden]) [aria-current]")?.textContent.trim();
    const phase = board.querySelector(".clock-of:not([hidden]) .clock-phase")?.textContent.trim();
    board.querySelector(".bar-acts")?.toggleAttribute("data-round", Boolean(name));
    line.textContent = name ? words.hasWord.replace("{name}", () => `\u2068${name}\u2069`) : phase || line.dataset.words;
  });
}
