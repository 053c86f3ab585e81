// Toasts pass by. One with an undo counts its seconds and waits while it is pointed at or holds the focus.
import { words } from "./words.js";

const shelf = document.getElementById("toasts");

function held(toast) {
  return toast.matches(":hover, :focus-within") || document.hidden;
}

function pass(toast) {
  let left = Number(toast.dataset.seconds || 6);
  const shown = toast.querySelector(".toast-seconds");
  const tick = () => {
    if (!toast.isConnected) return clearInterval(timer);
    if (shown) shown.textContent = left;
    if (left <= 0) toast.dispatchEvent(new Event("samtavle:passed"));
    if (left <= 0) return toast.remove();
    if (!held(toast)) left -= 1;
  };
  const timer = setInterval(tick, 1000);
  tick();
}

/** Says one sentence; with `undo`, resolves true when it was undone and false when it passed. */
export function say(text, { undo = false, seconds = 6 } = {}) {
  if (!undo && [...shelf.children].some((toast) => toast.textContent === text)) return; // is being said
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.dataset.seconds = seconds;
  const sentence = document.createElement("p");
  sentence.textContent = text;
  toast.append(sentence);
  if (!undo) return shelf.append(toast);

  const count = Object.assign(document.createElement("span"), { className: "toast-seconds" });
  count.setAttribute("aria-hidden", "true");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: words.undo });
  toast.append(count, button);
  shelf.append(toast);
  return new Promise((resolve) => {
    toast.addEventListener("samtavle:passed", () => resolve(false));
    button.addEventListener("click", () => {
      toast.remove();
      resolve(true);
    });
  });
}

/** A panel or a menu that is open lies over the page, and a toast over that. */
function rise() {
  if (!document.querySelector(":popover-open:not(#toasts)")) return;
  shelf.popover = "manual";
  shelf.hidePopover();
  shelf.showPopover();
}

/** An undo is of what was pressed last, and never comes where that was pressed. */
function arrive(toast) {
  if (toast.querySelector("button")) for (const older of shelf.querySelectorAll(".toast:has([data-leaves])")) if (older !== toast) older.remove();
  rise();
  shelf.toggleAttribute("data-aside", false);
  const [place, pressed] = [shelf.getBoundingClientRect(), document.activeElement?.getBoundingClientRect()];
  const over = pressed && document.activeElement !== document.body && pressed.bottom > place.top - 8 && pressed.top < place.bottom + 8 && pressed.right > place.left && pressed.left < place.right;
  shelf.toggleAttribute("data-aside", Boolean(over));
  pass(toast);
}

const isWritten = (element) => element?.matches?.("textarea, select, [contenteditable=true], input:not([type=checkbox], [type=radio])");

// Where nothing is being written, the key that undoes takes back what was pressed last.
document.addEventListener("keydown", (event) => {
  const undo = shelf?.querySelector(".toast [data-leaves]");
  if (!undo || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || isWritten(document.activeElement)) return;
  event.preventDefault();
  undo.click();
});

if (shelf) {
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.matches?.(".toast")) arrive(node);
    }
  }).observe(shelf, { childList: true });
  for (const toast of shelf.querySelectorAll(".toast")) arrive(toast); // of a press before scripts ran
  // Scripts in other bundles speak through an event instead of a second copy of this module.
  document.addEventListener("samtavle:say", ({ detail }) => say(detail.text, detail));
  // The toast of an undo that worked goes; one that failed stays, to be tried again.
  shelf.addEventListener("htmx:finally:request", ({ target, detail }) => {
    if (detail.ctx.response?.status < 400) target.closest("[data-leaves]")?.closest(".toast")?.remove();
  });
}
