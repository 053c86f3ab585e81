// Lines from the facilitator: seen is told when a seat's page really shows them; a device may put them away for itself,
// and each goes by itself when its time is over.
import { serverNow } from "../page/servertime.js";
import { board, post, room, seat, whenever } from "./page.js";

const KEY = "samtavle.put-off";
const KEPT = 100; // ids of lines that were put away on this device; older ones have long had their time
const told = new Set();
const head = board.querySelector("header");
const notice = board.querySelector(".board-notice");
const bar = board.querySelector(".bar");
const root = document.documentElement;
const ONE_LINE = 64; // px; the styles know it, but not the two lines of text of twice the size

// What else lies over the page stays clear of the lines.
new ResizeObserver(() => {
  const isBelow = getComputedStyle(notice).position === "fixed";
  root.style.setProperty("--notice", `${isBelow ? notice.offsetHeight : 0}px`);
}).observe(notice);
if (bar)
  new ResizeObserver(() => {
    if (bar.offsetHeight > ONE_LINE) root.style.setProperty("--bar", `${bar.offsetHeight}px`);
    else root.style.removeProperty("--bar");
  }).observe(bar);
new ResizeObserver(() => board.style.setProperty("--head", `${head.offsetHeight}px`)).observe(head);

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

const leftOf = ({ dataset }) => Date.parse(dataset.until) - serverNow();

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

for (const event of ["samtavle:time", "visibilitychange", "samtavle:narrowed"]) document.addEventListener(event, show);
addEventListener("storage", ({ key }) => key === KEY && show()); // put away in another tab
whenever(show);
