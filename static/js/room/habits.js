// Small habits of the page's forms, told by attributes.
import { board } from "./page.js";
import { goTo, openPrompt, write } from "./prompts.js";

const byId = (id) => document.getElementById(id);

const fold = (around) => (around.close ? around.close() : (around.open = false));

board.addEventListener("click", ({ target }) => {
  const { presses, empties, goesTo } = target.closest("[data-presses], [data-empties], [data-goes-to]")?.dataset ?? {};
  if (presses) board.querySelector(presses)?.click();
  if (empties) byId(empties).replaceChildren();
  if (goesTo) goTo(byId(goesTo));
  if (target.closest("[command=close]")) target.closest("dialog").close();
});

// The last choice of a list may be another name: then its field appears.
board.addEventListener("change", ({ target }) => {
  const other = byId(target.dataset?.other);
  if (!other) return;
  other.hidden = target.value !== "name";
  if (!other.hidden) other.focus();
});

// A form that has done its work goes: it is emptied out of its place, or its fold closes.
document.addEventListener("htmx:after:request", ({ target, detail }) => {
  if (!(detail.ctx?.response?.status < 400)) return;
  const { putsAway } = target.dataset ?? {};
  if (putsAway) byId(putsAway).replaceChildren();
  if (target.matches?.("[data-closes]")) fold(target.closest("details, dialog"));
  if (target.matches?.("[data-writes-on]")) write(openPrompt());
});

// A question about the text may come below the edge of a phone.
document.addEventListener("htmx:after:swap", () => openPrompt()?.querySelector(".asks > p")?.parentElement.scrollIntoView({ block: "nearest" }));

// What is open at first on a laptop, where there is room for it, is folded on a phone, where styles have hidden it so far.
for (const each of board.querySelectorAll("[data-opens-wide]")) {
  each.open = matchMedia("(width >= 68.75rem)").matches;
  each.removeAttribute("data-opens-wide");
}
