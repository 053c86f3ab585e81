// The small buttons under a field: [data-command] says which command each is.
import { active, bold, bullets, indent, italic, numbers, outdent, redo, undo } from "./commands.js";
import { isBlank, sayMember } from "../text/notes.js";

const commands = new Map(Object.entries({ bold, italic, bullets, numbers, undo, redo, indent, outdent }));

/**
 * Buttons and the member choice in `tools` act on the view that `viewOf()` gives; `askLink` opens the link dialog, and
 * `choose(member)` hears whom the notes that are begun from now on come from.
 */
export function listenToTools(tools, viewOf, { askLink, choose }) {
  // A press must not take the cursor, nor the phone's keyboard, from the field.
  tools.addEventListener("mousedown", (event) => event.target.closest("[data-command]") && event.preventDefault());
  tools.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-command]")?.dataset.command;
    const view = viewOf();
    if (!name || !view?.editable) return;
    view.focus();
    if (name === "link") askLink(view.state, view.dispatch, view);
    else commands.get(name)?.(view.state, view.dispatch, view);
  });
  tools.addEventListener("change", ({ target }) => {
    const view = viewOf();
    if (!target.matches("[data-said-by]") || !view?.editable) return;
    choose(target.value);
    sayMember(target.value || null)(view.state, view.dispatch);
    view.focus();
  });
}

/** Shows in `tools` what is on at the cursor, and whether anything can be done at all; `lit()` is whom a new note would come from. */
export function showTools(tools, view, lit) {
  const on = active(view.state);
  for (const button of tools.querySelectorAll("[data-command]")) {
    const { command } = button.dataset;
    if (command in on) button.setAttribute("aria-pressed", String(on[command]));
    const idle = (command === "undo" || command === "redo") && !commands.get(command)(view.state);
    button.setAttribute("aria-disabled", String(!view.editable || idle)); // stays reachable: what is disabled takes no focus
  }
  for (const choice of tools.querySelectorAll("[data-said-by]")) {
    const note = view.state.selection.$head.parent;
    choice.value = note.attrs.member ?? (isBlank(note) ? lit() : null) ?? "";
    choice.disabled = !view.editable;
  }
}
