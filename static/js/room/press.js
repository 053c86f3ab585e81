// What follows a press: nothing else is pressed by the same finger, the focus stays where it was or as near as can be, and
// what others feel can be taken back.
import { board } from "./page.js";

const NEAR = 32; // of a finger that comes down twice
const SOON = 600;

const controlOf = (target) => target.closest?.("button, a, summary, select, input");
const isOff = (control) => control?.getAttribute("aria-disabled") === "true";

const named = (control) => control && `${control.id} ${control.textContent.trim()}`;

let last = { time: -Infinity };

/** A second tap at the same place was meant for what stood there, not for what has come instead, however late it came. */
function isStray(event, control) {
  const isSoon = event.timeStamp - last.time < SOON || event.timeStamp - last.changed < SOON;
  const isClose = isSoon && Math.hypot(event.clientX - last.x, event.clientY - last.y) < NEAR;
  return event.detail > 0 && isClose && named(control) !== last.pressed;
}

/** Remembers when something else came to stand where was pressed. */
function lookAgain() {
  if (!("x" in last)) return;
  const there = named(controlOf(document.elementFromPoint(last.x, last.y) ?? board));
  if (there !== last.there) Object.assign(last, { there, changed: performance.now() });
}

board.addEventListener(
  "click",
  (event) => {
    const control = controlOf(event.target);
    if (isOff(control) || isStray(event, control)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const pressed = named(control); // by a hand; the bar presses others for it
    if (control && event.isTrusted) last = { pressed, there: pressed, time: event.timeStamp, x: event.clientX, y: event.clientY };
  },
  true,
);

// A call that was made is not made again: its button opens the way back.
board.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("#help-call");
    if (!button || button.parentElement.dataset.help === "still") return;
    event.stopImmediatePropagation();
    const menu = document.getElementById("help-menu");
    const { bottom, right } = button.getBoundingClientRect();
    menu.showPopover();
    Object.assign(menu.style, { insetBlockStart: `${bottom + 4}px`, insetInlineStart: "auto", insetInlineEnd: `${document.documentElement.clientWidth - right}px` });
    menu.querySelector("button").focus();
  },
  true,
);

board.addEventListener("input", () => (last = { time: -Infinity })); // who has typed meanwhile means what is there now

let trail = [];

document.addEventListener("focusin", ({ target }) => {
  if (!board.contains(target)) return;
  trail = [];
  for (let each = target; each !== board; each = each.parentElement) trail.push(each);
});

const isShown = (element) => element.isConnected && element.checkVisibility({ visibilityProperty: true });

/** What was pressed is gone: the same thing anew, else what tells of it, else what it stood in. Never another control. */
function keepFocus() {
  if (document.activeElement !== document.body || !trail.length) return;
  const [pressed] = trail;
  const form = pressed.closest("[id]:has(> .duty-forms)") ?? trail.find(({ id }) => id === "choose-duties");
  const opener = form && board.querySelector(`[aria-controls="${form.id}"]`);
  const anew = pressed.id && document.getElementById(pressed.id);
  const next = [anew, opener, ...trail].find((each) => each && isShown(each));
  if (!next) return;
  if (next.tabIndex < 0) next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

for (const event of ["htmx:after:swap", "htmx:after:request", "htmx:finally:request", "samtavle:part"]) {
  document.addEventListener(event, () =>
    setTimeout(() => {
      keepFocus();
      lookAgain();
    }),
  );
}
board.addEventListener("click", () => setTimeout(keepFocus));
