// Nothing acts where something else has just been pressed. What has come to stand there, however late the answer came, rests
// until the pointer has been elsewhere, or for as long as it takes to see that it is another.
const REST = 3_000;
const NEAR = 32; // of a finger that comes down twice

const controlOf = (element) => element?.closest?.("button, a, summary");
const named = (control) => control && `${control.id} ${control.href ?? control.textContent.trim()}`;
const isOff = (control) => control?.getAttribute("aria-disabled") === "true";

let last = null; // where was pressed, what stands there, and whether that rests
let resting = null;
let timer;

function wake() {
  resting?.removeAttribute("aria-disabled");
  resting = null;
  if (last) last.rests = false;
}

function look() {
  const there = last && controlOf(document.elementFromPoint(last.x, last.y));
  const name = named(there);
  if (!name || isOff(there)) return;
  if (name !== last.name && !last.over) {
    Object.assign(last, { name, rests: true });
    clearTimeout(timer);
    timer = setTimeout(wake, REST);
  }
  if (!last.rests) return;
  resting?.removeAttribute("aria-disabled");
  resting = there;
  there.setAttribute("aria-disabled", "true"); // and again, where it was put anew
}

addEventListener(
  "click",
  (event) => {
    const control = controlOf(event.target);
    if (isOff(control)) {
      event.preventDefault();
      return event.stopImmediatePropagation();
    }
    if (!event.isTrusted) return; // the bar presses others for the hand
    wake();
    const { left, top, width, height } = event.target.getBoundingClientRect();
    const [x, y] = event.detail ? [event.clientX, event.clientY] : [left + width / 2, top + height / 2];
    last = { x, y, name: named(controlOf(document.elementFromPoint(x, y))) };
    setTimeout(look);
  },
  true,
);

for (const event of ["htmx:after:swap", "htmx:finally:request", "samtavle:part", "toggle", "close"]) addEventListener(event, () => setTimeout(look), true);
for (const event of ["pointermove", "pointerdown"]) addEventListener(event, ({ clientX, clientY }) => last && Math.hypot(clientX - last.x, clientY - last.y) > NEAR && wake(), { passive: true });
for (const event of ["input", "keydown", "touchmove", "wheel"]) addEventListener(event, () => last && (last.over = true), { passive: true }); // what is there now is meant
