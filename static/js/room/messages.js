// Lines from the facilitator: seen is told when a seat's page really shows them; a device may put them away for itself.
import { board, post, room, seat, whenever } from "./page.js";

const KEY = "samtavle.put-off";
const told = new Set();
const notice = board.querySelector(".board-notice");
const head = board.querySelector(".board-head");
const isBeside = matchMedia("(width >= 68.75rem)"); // then nothing that is written stands below it
let height = notice.offsetHeight;

new ResizeObserver(() => board.style.setProperty("--head", `${head.offsetHeight}px`)).observe(head);

function away() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

function tellSeen(id) {
  if (!seat || told.has(id) || document.hidden) return;
  told.add(id);
  post(`/rooms/${room}/messages/${id}/seen`).then((answer) => answer?.ok || told.delete(id));
}

/** A line above the text pushes it down; the page is scrolled by as much, so that the text stands still under the cursor. */
function holdStill() {
  const grown = notice.offsetHeight - height;
  height += grown;
  if (grown && !isBeside.matches) scrollBy({ top: grown, behavior: "instant" });
}

function show() {
  const put = away();
  for (const line of board.querySelectorAll("[data-message]")) {
    line.hidden = put.includes(line.dataset.message);
    if (!line.hidden) tellSeen(line.dataset.message);
  }
  holdStill();
}

board.addEventListener("click", ({ target }) => {
  const id = target.closest("[data-puts-off]")?.dataset.putsOff;
  if (!id) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...away(), id]));
  } catch {
    // then it comes back with the page
  }
  target.closest("[data-message]").hidden = true;
  holdStill();
});

whenever(show);
document.addEventListener("visibilitychange", show);
