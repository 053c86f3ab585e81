// The buttons that choose the size of the text, in step with other tabs.
import { apply, choose, chosen } from "./textsize.js";

const group = document.querySelector(".text-sizes");

function show(size) {
  for (const button of group.querySelectorAll("[data-size]")) {
    button.setAttribute("aria-pressed", String(button.dataset.size === size));
  }
}

group.addEventListener("click", ({ target }) => {
  const size = target.closest("[data-size]")?.dataset.size;
  if (!size) return;
  choose(size);
  show(size);
});

addEventListener("storage", () => {
  apply(chosen());
  show(chosen());
});

group.hidden = false;
show(chosen());
