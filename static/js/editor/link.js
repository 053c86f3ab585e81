// The small dialog that asks for a link's address: <dialog id="link"> with a form, made by the server in the page's language.
import { show } from "../page/modal.js";
import { isHref } from "../text/schema.js";
import { linkAt, setLink } from "./commands.js";

/** What somebody typed, as an address that a link may have, or null: `example.org` and `a@example.org` are meant well. */
function addressOf(typed) {
  const text = typed.trim();
  if (isHref(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  const guess = `https://${text}`;
  return /^[^\s:/]+\.[^\s:/]{2,}(?:[:/?#]\S*)?$/.test(text) && isHref(guess) ? guess : null;
}

/** A command that asks, or does nothing on a page without the dialog. */
export function askLink(state, _dispatch, view) {
  const dialog = document.getElementById("link");
  if (!dialog || !view?.editable) return false;
  const form = dialog.querySelector("form");
  const { address } = form.elements;
  const wrong = form.querySelector(".ds-validation-message"); // said here, and in the page's language
  const tell = (isWrong) => {
    wrong.hidden = !isWrong;
    address.ariaInvalid = isWrong;
  };
  address.value = linkAt(state)?.href ?? "";
  tell(false);
  show(dialog);
  address.select();

  const finish = (href) => {
    dialog.close();
    view.focus();
    if (href !== undefined) setLink(href)(view.state, view.dispatch);
  };
  form.oninput = () => tell(false);
  form.onsubmit = (event) => {
    event.preventDefault();
    const { value } = event.submitter ?? {};
    if (value === "cancel") return finish();
    if (value === "remove" || !address.value.trim()) return finish(null);
    const href = addressOf(address.value);
    if (href) return finish(href);
    tell(true);
    address.focus();
  };
  dialog.oncancel = () => view.focus();
  return true;
}
