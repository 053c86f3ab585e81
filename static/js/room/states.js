// What the room has said of an answer decides which buttons stand under it, and the mark on the phone's numbered parts.
// Without net it is shown at once, as waiting, and goes when there is net again.
import { openPrompt } from "./prompts.js";
import { board, hand, newId, whenever, words } from "./page.js";

const AWAY = 502; // and above: a proxy's word that the server is not there

function refresh() {
  for (const prompt of board.querySelectorAll(".prompt")) {
    const { state } = prompt.querySelector(".prompt-head .state").dataset;
    prompt.dataset.state = state;
    for (const button of prompt.querySelectorAll(".prompt-end [aria-pressed]")) button.setAttribute("aria-pressed", String(button.value === state));
    const part = board.querySelector(`.part[value="${prompt.dataset.prompt}"]`);
    const mark = part?.querySelector(".word");
    if (mark && mark.dataset.state !== state) mark.replaceWith(prompt.querySelector(".prompt-head .word").cloneNode(true));
  }
  markBar();
}

function markBar() {
  const done = openPrompt()?.querySelector("[data-done]")?.getAttribute("aria-pressed") ?? "false";
  board.querySelector(".bar-acts > [aria-pressed]")?.setAttribute("aria-pressed", done);
}

function wait({ value, dataset: { answer } }) {
  return hand({ kind: "state", client_id: newId(), answer, state: value || null });
}

/** What is said when it is taken back: the text tells. */
const derived = (word) => (word.closest(".prompt").querySelector(".notes-text").textContent.trim() ? "in_progress" : "empty");

function put(answer, state, ...more) {
  const word = document.getElementById(`state-${answer}`);
  if (!word) return;
  const said = state ?? derived(word);
  const shown = document.getElementById("state-words").content.querySelector(`[data-state="${said}"]`).cloneNode(true);
  word.dataset.state = said;
  word.replaceChildren(shown, ...more);
}

const waitingMark = () => Object.assign(document.createElement("small"), { className: "state-waits", textContent: words.waiting });

/** In a page that was kept before anything was written, the text that has come since says more than the page. */
function showBegun() {
  if (document.documentElement.dataset.contact !== "no") return;
  for (const word of board.querySelectorAll('.prompt-head .state[data-state="empty"]')) {
    const answer = word.id.replace("state-", "");
    if (derived(word) !== "empty") put(answer, "in_progress");
  }
}

const saysOf = ({ detail }) => detail.ctx?.sourceElement?.closest?.("[name=state]");

document.addEventListener("htmx:before:request", (event) => {
  if (saysOf(event)?.getAttribute("aria-pressed") === "true") return event.preventDefault(); // it has been said
  const button = document.documentElement.dataset.contact === "no" && saysOf(event);
  if (button && wait(button)) event.preventDefault();
});

for (const failed of ["htmx:error", "htmx:response:error"]) {
  board.addEventListener(failed, (event) => {
    const button = saysOf(event);
    const status = event.detail.ctx?.response?.status ?? AWAY;
    if (button && status >= AWAY && wait(button)) event.stopPropagation();
  });
}

document.addEventListener("samtavle:acts", ({ detail: { waiting } }) => {
  showBegun();
  for (const { kind, answer, state } of waiting) if (kind === "state") put(answer, state, waitingMark());
  refresh();
});

whenever(refresh);
document.addEventListener("samtavle:opened", markBar);
