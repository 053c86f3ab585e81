// What is looked at stands still while others write: the line one writes in, else the topmost note in sight. The page is
// scrolled by as much as it would have moved, and made taller where it cannot be.
const views = new Set();
const page = document.documentElement;
const board = document.querySelector(".board");

/** What of the page is free for text, between the head and the bar: `{top, bottom}` on the screen. */
export function free() {
  const [head, bar] = [board?.querySelector(".board-head"), board?.querySelector(".bar")].map((each) => each?.getBoundingClientRect());
  const bottom = Math.min(innerHeight, window.visualViewport?.height ?? innerHeight);
  return { top: Math.max(0, head?.bottom ?? 0), bottom: bar?.height ? Math.min(bar.top, bottom) : bottom };
}

let begun = false; // a cursor that the page itself has put somewhere is nobody's yet
for (const touch of ["keydown", "pointerdown", "compositionstart"]) addEventListener(touch, () => (begun = true), true);

/** The line that is written in: in the text itself, else a smaller field of the page. */
function caretPlace() {
  const view = [...views].find((each) => each.hasFocus());
  const field = view ? view.dom : document.activeElement;
  if (!view && !field?.matches(".board-main :is(textarea, input, select)")) return undefined;
  const { top, bottom } = view?.coordsAtPos(view.state.selection.head) ?? field.getBoundingClientRect();
  return { field, top, bottom };
}

function noteInSight({ top, bottom }) {
  const notes = [...document.querySelectorAll(".board-main:not([hidden]) .prompt[data-active] .notes-text p")];
  const places = notes.map((note) => ({ note, place: note.getBoundingClientRect() })).filter(({ note, place }) => note.textContent && place.bottom > top && place.top < bottom);
  return places.find(({ place }) => place.top >= top) ?? places[0];
}

/** Where what is looked at stands now, as a function that says how far it has moved since; null when nothing is in sight. */
function held() {
  const area = free();
  const caret = caretPlace();
  if (begun && caret && caret.bottom > area.top && caret.top < area.bottom) return () => caretPlace()?.top - caret.top;
  const found = noteInSight(area);
  if (!found) return null;
  const { note, place } = found;
  const [field, id] = [note.closest(".notes-text"), note.dataset.note];
  return () => {
    const now = note.isConnected ? note : id && field.querySelector(`[data-note="${CSS.escape(id)}"]`);
    return now ? now.getBoundingClientRect().top - place.top : 0;
  };
}

function scroll(by) {
  if (!(Math.abs(by) >= 0.5)) return;
  const to = scrollY + by;
  if (to > page.scrollHeight - innerHeight) board?.style.setProperty("--tail", `${Math.ceil(to)}px`);
  scrollTo({ top: to, behavior: "instant" });
}

/** Remembers where things stand; what it returns puts them there again. */
export function hold() {
  const moved = held();
  return () => moved && scroll(moved());
}

/** How far from the screen's edges the view keeps its cursor: head and bar cover so much of it. */
function clear() {
  const { top, bottom } = free();
  const margin = { top: top + 8, right: 0, bottom: innerHeight - bottom + 12, left: 0 };
  return { scrollMargin: margin, scrollThreshold: margin };
}

/** From now on the cursor of `view` is one that may have to stand still. */
export function watch(view) {
  views.add(view);
  view.setProps(clear());
}

function clearAll() {
  for (const view of views) view.setProps(clear());
}

/** With the keyboard up the field takes all there is: its beginning on top, as far as the cursor stays in sight. */
function makeRoom() {
  const caret = caretPlace();
  if (!caret) return;
  const { top, bottom } = free();
  const [up, down] = [caret.field.getBoundingClientRect().top - top - 8, caret.bottom + 12 - bottom];
  scroll(caret.top < top ? caret.top - top - 8 : Math.max(up, down, 0));
}

let back = null;

document.addEventListener("samtavle:narrowing", () => (back = hold()));
document.addEventListener("samtavle:narrowed", () => {
  clearAll();
  if (page.dataset.keyboard) makeRoom();
  else back();
});
addEventListener("resize", () => {
  clearAll();
  const [caret, { top, bottom }] = [caretPlace(), free()];
  if (page.dataset.keyboard && (caret?.top < top || caret?.bottom > bottom)) makeRoom(); // the phone was turned
});

// What appears above the text, a word on the stage or on the net, must not push it either.
const heights = new WeakMap();
const above = new ResizeObserver((sizes) => {
  for (const { target, borderBoxSize } of sizes) {
    const [now, before] = [borderBoxSize[0].blockSize, heights.get(target)];
    heights.set(target, now);
    if (!target.parentElement.hidden) page.style.setProperty("--lines", `${now}px`); // no toast lies over them
    const { top } = free();
    if (before && target.getBoundingClientRect().top < (caretPlace()?.top ?? top)) scroll(now - before);
  }
});
for (const work of document.querySelectorAll(".board-main")) for (const place of work.querySelectorAll(":scope > .work-notices")) above.observe(place);
