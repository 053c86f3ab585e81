// What follows a press: nothing else is pressed by the same finger, the focus stays where it was or as near as can be, and
// what others feel can be taken back.
import { keepsFocus } from "../page/trail.js";
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

// A form of duties that is over leaves the focus to what opens it.
const keepFocus = keepsFocus(board, (trail) => {
  const form = trail[0].closest("[id]:has(> .duty-forms)") ?? trail.find(({ id }) => id === "choose-duties");
  return form && board.querySelector(`[aria-controls="${form.id}"]`);
});

for (const event of ["htmx:after:swap", "htmx:after:request", "htmx:finally:request", "samtavle:part"]) {
  document.addEventListener(event, () =>
    setTimeout(() => {
      keepFocus();
      lookAgain();
    }),
  );
}
board.addEventListener("click", () => setTimeout(keepFocus));
