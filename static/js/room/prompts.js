// Which question is open: the wide one on a laptop, the only one on a phone. Each dialogue keeps its own, for this tab.
import { board, room } from "./page.js";

const KEY = `samtavle.open.${room}`;
export const onPhone = matchMedia("(width < 68.75rem)");

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // storage is forbidden in some private windows
  }
}

function keep({ id, dataset }) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...kept(), [dataset.dialogue]: id }));
  } catch {
    // then it lasts as long as the page
  }
}

const workOf = (prompt) => prompt.closest(".board-main");

export const openPrompt = () => board.querySelector(".board-main:not([hidden]) .prompt[data-active]");

/** Opens `prompt` within its dialogue. */
export function open(prompt) {
  for (const each of workOf(prompt).querySelectorAll(".prompt")) {
    each.toggleAttribute("data-active", each === prompt);
    each.querySelector(".prompt-open").setAttribute("aria-expanded", String(each === prompt));
  }
  for (const part of workOf(prompt).querySelectorAll(".part")) {
    if (part.value === prompt.dataset.prompt) part.setAttribute("aria-current", "true");
    else part.removeAttribute("aria-current");
  }
  keep(prompt);
  document.getElementById("shown-prompt").value = prompt.dataset.prompt;
  document.dispatchEvent(new Event("samtavle:opened"));
}

/** Opens what was open last in this dialogue, or its first question. */
export function openIn(work) {
  const last = document.getElementById(kept()[work.dataset.dialogue]);
  const prompt = last && work.contains(last) ? last : (work.querySelector("[data-active]") ?? work.querySelector(".prompt"));
  if (prompt) open(prompt);
}

/** Puts the cursor into the question's field: one's own member's, where each answers, else the first. */
export function write(prompt) {
  const own = board.dataset.member && prompt.querySelector(`.answer[data-member="${board.dataset.member}"] .notes-text[contenteditable=true]`);
  (own || prompt.querySelector(".notes-text[contenteditable=true]"))?.focus({ preventScroll: true });
}

/** Opens `prompt` to write in it; on a phone the keyboard must not come because somebody leafs through the questions. */
export function goTo(prompt) {
  open(prompt);
  if (onPhone.matches) scrollTo({ top: Math.min(scrollY, workOf(prompt).offsetTop) });
  else write(prompt);
}

function step(by) {
  const prompts = [...workOf(openPrompt()).querySelectorAll(".prompt")];
  const next = prompts[prompts.indexOf(openPrompt()) + by];
  if (next) open(next);
  return next;
}

board.addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest("[formmethod]")) event.preventDefault(); // which opens it where no script runs
  const part = target.closest(".part");
  const prompt = part ? document.getElementById(`prompt-${part.value}`) : target.closest(".prompt:not([data-active]), .prompt-open")?.closest(".prompt");
  if (!prompt) return;
  if (part || target.closest(".prompt-open") || !target.closest("a, button, select, input, textarea")) goTo(prompt);
  else open(prompt);
});

// Whoever tabs into the text of another question is there; passing its heading opens nothing.
board.addEventListener("focusin", ({ target }) => {
  const prompt = target.closest(".prompt:not([data-active])");
  if (prompt && target.closest(".notes-text")) open(prompt);
});

document.addEventListener("keydown", (event) => {
  const part = event.target.closest?.(".part");
  const by = (part ? { ArrowRight: 1, ArrowLeft: -1 } : event.altKey ? { PageDown: 1, PageUp: -1 } : {})[event.key];
  const next = by && !event.isComposing && step(by);
  if (!next) return;
  event.preventDefault();
  if (part) workOf(next).querySelector(".part[aria-current]").focus();
  else write(next);
});
