// Harvesting by keyboard and by dragging: J and K go from note to note, a figure puts it into the theme of that number.
// What is pressed are the page's own ticks and buttons, so everything also works without this.
const notes = () => [...document.querySelectorAll(".harvest-note")];
const tick = (note) => note.querySelector("[name=note]");
const placing = () => document.getElementById("placing");
const inText = (element) => element.closest("textarea, select, input:not([type=checkbox])");
const sheet = () => document.getElementById("harvest-themes");
const asSheet = matchMedia("(width < 60rem)");
const current = () => document.activeElement?.closest(".harvest-note");

function step(by, from = current()) {
  const all = notes();
  const at = all.indexOf(from);
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  if (!next) return;
  tick(next).focus();
  next.scrollIntoView({ block: "nearest" });
}

/** The part of a note that is marked, in characters as the server counts them. */
function marked(note) {
  const selection = getSelection();
  const text = note?.querySelector(".harvest-text");
  if (!text || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
  const range = selection.getRangeAt(0);
  const before = range.cloneRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length;
  return { start, stop: start + [...range.toString()].length };
}

const markedNote = () => getSelection().anchorNode?.parentElement?.closest(".harvest-note");

function place(theme, dragged) {
  const ticked = notes().filter((note) => tick(note).checked);
  const part = dragged ?? (markedNote() && marked(markedNote()) ? markedNote() : current());
  if (!ticked.length && !part) return false;
  const range = ticked.length ? undefined : marked(part);
  if (!ticked.length) tick(part).checked = true;
  placing().elements.start.value = range?.start ?? "";
  placing().elements.stop.value = range?.stop ?? "";
  theme.querySelector(".theme-take").click();
  getSelection().removeAllRanges();
  return part;
}

let left; // the note from which somebody went to write a theme's title
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && left?.isConnected) tick(left).focus();
  if (event.ctrlKey || event.metaKey || event.altKey || inText(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "u") document.getElementById("harvest-undo-act")?.click();
  else if (key === "n") {
    left = current() ?? left;
    if (asSheet.matches) sheet().showPopover();
    document.querySelector("#theme-new [name=title]")?.focus();
  }
  else if (/^[1-9]$/.test(key)) {
    const theme = document.querySelectorAll(".theme")[key - 1];
    const note = theme?.dataset.theme && place(theme);
    if (!note) return;
    step(1, note);
  } else return;
  event.preventDefault();
});

// A click into marked words must not tick their note: they are marked to be put into a theme by themselves.
document.addEventListener("click", (event) => {
  if (event.target.closest?.(".harvest-text") && !getSelection().isCollapsed) event.preventDefault();
});

let dragged;
document.addEventListener("pointerdown", (event) => {
  const note = event.target.closest?.(".harvest-note");
  if (note && getSelection().isCollapsed) note.draggable = event.pointerType === "mouse" && !event.target.closest(".harvest-text");
});
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".harvest-note") ?? (event.target.nodeType === 3 ? markedNote() : undefined);
});
document.addEventListener("dragend", () => {
  dragged = undefined;
  for (const theme of document.querySelectorAll("[data-over]")) delete theme.dataset.over;
});
document.addEventListener("dragover", (event) => {
  const theme = event.target.closest?.(".theme");
  for (const other of document.querySelectorAll("[data-over]")) if (other !== theme) delete other.dataset.over;
  if (!dragged || !theme) return;
  theme.dataset.over = "";
  event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const theme = event.target.closest?.(".theme");
  if (!dragged || !theme) return;
  event.preventDefault();
  place(theme, dragged);
});

// What others did comes while somebody ticks: their ticks stay, until they have been put somewhere.
let ticked;
document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const looked = ctx.request?.method?.toUpperCase() === "GET";
  ticked = looked ? notes().filter((note) => tick(note).checked).map((note) => note.id) : [];
});
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.id === "theme-new" && !document.querySelector(".harvest [data-takes-focus]")) {
    document.getElementById("theme-new").reset();
    const note = left?.isConnected ? left : notes()[0];
    if (note) tick(note).focus();
  }
  if (ctx.request?.method?.toUpperCase() === "POST" && asSheet.matches) sheet()?.hidePopover?.();
  for (const note of ticked ? notes() : []) tick(note).checked = ticked.includes(note.id);
  ticked = undefined;
});
