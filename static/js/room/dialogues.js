// Dialogues as tabs. Dialogue 1 stays as it is while 2 is open; a dialogue that opens later is a page of its own to load.
import { whenTheDayEnds } from "../page/day.js";
import { serverNow } from "../page/servertime.js";
import { board, whenever } from "./page.js";
import { onPhone, openIn, openPrompt, write } from "./prompts.js";

const tabs = () => [...document.querySelectorAll("#dialogues [data-dialogue]")];
const workOf = (id) => document.getElementById(`work-${id}`);
const shown = () => board.querySelector(".board-main:not([hidden])");

/** Round and clock belong to a dialogue: those of the open one are shown. */
function showOwn() {
  const id = shown()?.dataset.dialogue ?? "";
  document.getElementById("shown-dialogue").value = id;
  for (const part of board.querySelectorAll("[data-of]")) part.hidden = part.dataset.of !== id;
}

const GRACE = 1_500; // ms after its time until the server says that it is closed
const look = () => document.dispatchEvent(new Event("samtavle:stage"));
let timer;

function show(id) {
  for (const work of board.querySelectorAll(".board-main[data-dialogue]")) work.hidden = work.dataset.dialogue !== id;
  for (const tab of tabs()) {
    if (tab.dataset.dialogue === id) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  showOwn();
  openIn(workOf(id));
  document.dispatchEvent(new Event("samtavle:dialogue"));
}

/** Where one writes first. A phone's keyboard waits for a tap in the text; who leafs through the tabs by keyboard stays in them. */
function begin(way) {
  if (onPhone.matches) openPrompt()?.closest(".board-main").focus({ preventScroll: true });
  else if (!way.matches("#dialogues *") || way.matches(":not(:focus-visible)")) write(openPrompt());
}

const isOpen = (stage) => stage === "open" || stage === "closing";

/** What was pressed while one wrote has ended with the writing: there is nothing left of it to undo. */
function dropUndo(work) {
  for (const toast of document.querySelectorAll(".toast:has([data-leaves])")) {
    if (toast.contains(document.activeElement)) work.focus({ preventScroll: true });
    toast.remove();
  }
}

/** The stages as the tabs tell them; what is new is said, what closes is looked at again when its time has come. */
function follow() {
  clearTimeout(timer);
  let due = Infinity;
  for (const tab of tabs()) {
    const { dialogue, stage, until } = tab.dataset;
    const work = workOf(dialogue);
    if (work && !work.hidden && isOpen(work.dataset.stage) && !isOpen(stage)) dropUndo(work);
    if (work) work.dataset.stage = stage;
    if (until) due = Math.min(due, Date.parse(until));
  }
  if (due === Infinity) return;
  const wait = Math.max(0, due - serverNow()) + GRACE;
  timer = setTimeout(look, Math.min(wait, 2 ** 31 - 1));
}

let known = new Set(tabs().map(({ dataset }) => dataset.dialogue));

document.addEventListener("htmx:after:swap", () => {
  const now = tabs();
  if (now.some(({ dataset }) => !known.has(dataset.dialogue))) {
    if (!board.querySelector(".board-main[data-dialogue]")) return location.reload(); // no text yet that could be in the way
  }
  const here = shown()?.dataset.dialogue;
  if (here && now.length > known.size) history.replaceState(history.state, "", `?dialogue=${here}`); // a reload stays here
  known = new Set(now.map(({ dataset }) => dataset.dialogue));
  for (const tab of now) {
    if (tab.dataset.dialogue === here) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  follow();
});

document.addEventListener("click", (event) => {
  const way = event.target.closest("a[data-dialogue]");
  if (!way || !workOf(way.dataset.dialogue) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(way.dataset.dialogue);
  scrollTo({ top: 0 });
  begin(way);
  history.replaceState(history.state, "", way.href);
});

whenever(showOwn);
const asked = workOf(new URLSearchParams(location.search).get("dialogue")); // a page that was kept begins with another
if (asked?.hidden) show(asked.dataset.dialogue);
follow();
if (shown()?.dataset.dialogue) openIn(shown());
document.addEventListener("samtavle:time", follow); // the device's clock may have been wrong
whenTheDayEnds(look);
