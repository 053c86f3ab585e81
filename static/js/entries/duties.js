// What the holder of a duty is told at the right moment, one thing at a time, in the place of messages: it covers no text. The
// server says what it is; a script of its own, for those who hold a duty alone (room/own.js brings it).
const board = document.getElementById("main");
const { room } = board.dataset;

const KEY = `samtavle.nudges.${room}`;
const MOST = 100; // keys of what was put away on this device
const CALM = 20; // seconds before the next one, when one was put away
const SOON = 300; // ms, in which much may change at once

const place = document.createElement("div");
board.querySelector(".board-notice").append(place);

let put = [];
try {
  put = JSON.parse(localStorage.getItem(KEY)) ?? [];
} catch {
  // storage is forbidden in some private windows; then it lasts as long as the page
}

function putAway(key) {
  put = [...put, key].slice(-MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(put));
  } catch {
    // as above
  }
}

let timer;
let calmUntil = 0;
const shown = () => place.querySelector(".nudge:not([hidden])")?.dataset.key;

function look(seconds) {
  clearTimeout(timer);
  timer = setTimeout(ask, Math.min(seconds * 1000, 2 ** 31 - 1));
}

async function ask() {
  const answer = await fetch(`/rooms/${room}/nudges`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".nudges");
  if (!fresh) return;
  const wait = (calmUntil - Date.now()) / 1000;
  const next = wait > 0 ? null : [...fresh.children].find(({ dataset }) => !put.includes(dataset.key));
  if (next?.dataset.key !== shown()) {
    next?.removeAttribute("hidden");
    place.replaceChildren(fresh);
  }
  if (wait > 0 || fresh.dataset.seconds) look(Math.max(wait, Math.min(Number(fresh.dataset.seconds ?? wait), wait > 0 ? wait : Infinity)));
}

board.addEventListener("click", ({ target }) => {
  const nudge = target.closest(".nudge > button")?.parentElement;
  if (!nudge) return;
  putAway(nudge.dataset.key);
  nudge.hidden = true;
  calmUntil = Date.now() + CALM * 1000;
  look(CALM);
});

document.addEventListener("samtavle:part", ({ detail: { part } }) => /^(clock|round|people|state-.*)$/.test(part) && look(SOON / 1000));
for (const event of ["samtavle:stage", "visibilitychange"]) document.addEventListener(event, () => document.hidden || look(SOON / 1000));
addEventListener("online", () => look(SOON / 1000));
ask();
