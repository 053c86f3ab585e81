// What follows a press: the focus stays where it was or as near as can be, and a call for help can be taken back.
import { keepsFocus } from "../page/trail.js";
import { board } from "./page.js";

// A call that was made is not made again: its button opens the way back.
board.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("#help-call");
    if (!button || button.parentElement.dataset.help === "still") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const menu = document.getElementById("help-menu");
    const { bottom, right } = button.getBoundingClientRect();
    menu.showPopover();
    Object.assign(menu.style, { insetBlockStart: `${bottom + 4}px`, insetInlineStart: "auto", insetInlineEnd: `${document.documentElement.clientWidth - right}px` });
    menu.querySelector("button").focus();
  },
  true,
);

// A form of duties that is over leaves the focus to what opens it.
const keepFocus = keepsFocus(board, (trail) => {
  const form = trail[0].closest("[id]:has(> .duty-forms)") ?? trail.find(({ id }) => id === "choose-duties");
  return form && board.querySelector(`[aria-controls="${form.id}"]`);
});

for (const event of ["htmx:after:swap", "htmx:finally:request", "samtavle:part"]) document.addEventListener(event, () => setTimeout(keepFocus));
board.addEventListener("click", () => setTimeout(keepFocus));
