// Lines from the facilitator: seen is told when a seat's page really shows them; a device may put them away for itself,
// and each goes by itself when its time is over.
import { board, post, room, seat, whenever } from "./page.js";

const KEY = "samtavle.put-off";
const KEPT = 100; // ids of lines that were put away on this device; older ones have long had their time
const told = new Set();
const head = board.querySelector(".board-head");
const notice = board.querySelector(".board-notice");

// What else lies over the page stays clear of the lines.
new ResizeObserver(() => {
  const isBelow = getComputedStyle(notice).position === "fixed";
  document.documentElement.style.setProperty("--notice", `${isBelow ? notice.offsetHeight : 0}px`);
}).observe(notice);
new ResizeObserver(() => board.style.setProperty("--head", `${head.offsetHeight}px`)).observe(head);

let ahead = 0; // of the server's clock, in ms
let timer;

function away() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return []; // storage is forbidden in some private windows
  }
}

function putAway(id) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...away(), id].slice(-KEPT)));
  } catch {
    // then it comes back with the page
  }
}

function tellSeen(id) {
  if (!seat || told.has(id) || document.hidden) return;
  told.add(id);
  post(`/rooms/${room}/messages/${id}/seen`).then((answer) => answer?.ok || told.delete(id));
}

const leftOf = ({ dataset }) => Date.parse(dataset.until) - (Date.now() - ahead);

function show() {
  const put = away();
  const lines = [...board.querySelectorAll("[data-message]")];
  for (const line of lines) {
    line.hidden = put.includes(line.dataset.message) || leftOf(line) <= 0;
    if (line.offsetParent) tellSeen(line.dataset.message); // with a keyboard up it is out of sight
  }
  clearTimeout(timer);
  const shown = lines.filter(({ hidden }) => !hidden);
  if (shown.length) timer = setTimeout(show, Math.min(...shown.map(leftOf), 2 ** 31 - 1));
}

// Whoever puts a line away in the middle of a word goes on with it: the text keeps the focus, and a phone its keyboard.
document.addEventListener("mousedown", (event) => event.target.closest(".message .take, .toast button") && event.preventDefault());

board.addEventListener("click", ({ target }) => {
  if (target.closest("[data-shows-message]")) document.activeElement.blur(); // the keyboard goes, and the line is there
  const id = target.closest("[data-puts-off]")?.dataset.putsOff;
  if (!id) return;
  putAway(id);
  show();
});

document.addEventListener("samtavle:time", ({ detail }) => {
  ahead = Date.now() - Date.parse(detail);
  show();
});
for (const event of ["visibilitychange", "samtavle:narrowed"]) document.addEventListener(event, show);
addEventListener("storage", ({ key }) => key === KEY && show()); // put away in another tab
whenever(show);
