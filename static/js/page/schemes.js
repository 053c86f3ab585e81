// The buttons that choose a colour scheme, in step with each other and with other tabs.
import { apply, choose, chosen } from "./scheme.js";

function show(scheme) {
  for (const button of document.querySelectorAll("[data-scheme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.scheme === scheme));
  }
}

document.addEventListener("click", ({ target }) => {
  const scheme = target.closest("[data-scheme]")?.dataset.scheme;
  if (!scheme) return;
  choose(scheme);
  show(scheme);
});

addEventListener("storage", () => {
  apply(chosen());
  show(chosen());
});

show(chosen());
