// data-opens="id" opens that dialog; data-copies="text" puts it on the clipboard; data-takes-focus takes the focus when it appears.
import { say } from "./toast.js";
import { words } from "./words.js";

document.addEventListener("click", async ({ target }) => {
  const opener = target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();

  const copier = target.closest("[data-copies]");
  if (!copier) return;
  try {
    await navigator.clipboard.writeText(copier.dataset.copies);
    say(words.copied);
  } catch {
    getSelection().selectAllChildren(copier.parentElement); // no clipboard on plain http: then it is marked, ready to copy
  }
});

const takeFocus = (root) => root.querySelector?.("[data-takes-focus]")?.focus();
document.addEventListener("htmx:after:swap", ({ target }) => takeFocus(target));
takeFocus(document);
