// A press in a menu puts the menus away; commandfor="id" opens that dialog where no browser does; data-copies="text" puts it on the clipboard; data-takes-focus takes the focus when it appears.
import { show } from "./modal.js";
import { say } from "./toast.js";
import { words } from "./words.js";

document.addEventListener("click", async ({ target }) => {
  if (target.closest(".menu-item[type=submit]")) for (const menu of document.querySelectorAll(".menu:popover-open")) menu.hidePopover();
  const opener = target.closest("[command=show-modal]");
  if (opener) show(document.getElementById(opener.getAttribute("commandfor")));

  const copier = target.closest("[data-copies]");
  if (!copier) return;
  try {
    await navigator.clipboard.writeText(copier.dataset.copies);
    say(words.copied);
  } catch {
    getSelection().selectAllChildren(copier.parentElement); // no clipboard on plain http: then it is marked, ready to copy
  }
});

// Once only: what stays on the page must not take the focus again from whoever has moved on.
function takeFocus() {
  const wanted = document.querySelector("[data-takes-focus]");
  wanted?.removeAttribute("data-takes-focus");
  wanted?.focus();
}
document.addEventListener("htmx:after:swap", takeFocus);
takeFocus();
