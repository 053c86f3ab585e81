// Bookmarks: a contribution is marked at its button and listed in the margin, on this device only.
import { book, kept } from "./stored.js";

const store = kept("bookmarks");
const margin = document.querySelector(".reading-marks");
const list = margin.querySelector(".marks");
const buttons = [...document.querySelectorAll("[data-bookmark]")];

const articleOf = (button) => button.closest("[data-contribution]").dataset;

function toggle(id, mark) {
  const marks = store.get();
  if (id in marks) delete marks[id];
  else marks[id] = mark;
  store.set(marks);
  show();
}

function item(id, { title, href }) {
  const row = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href, textContent: title, dir: "auto" });
  const remove = Object.assign(document.createElement("button"), { type: "button", className: "tool", title: `${book.remove}: ${title}` });
  remove.append(document.querySelector("[data-remove-icon]").content.cloneNode(true));
  remove.setAttribute("aria-label", remove.title);
  remove.addEventListener("click", () => {
    toggle(id);
    (list.querySelector("button") ?? document.getElementById("main")).focus();
  });
  row.append(link, remove);
  return row;
}

function show() {
  const marks = store.get();
  for (const button of buttons) button.setAttribute("aria-pressed", String(articleOf(button).contribution in marks));
  list.replaceChildren(...Object.entries(marks).map(([id, mark]) => item(id, mark)));
  margin.hidden = false;
  margin.toggleAttribute("data-empty", !list.children.length);
}

for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const { contribution, title, href } = articleOf(button);
    toggle(contribution, { title, href });
  });
}
addEventListener("storage", show); // marked in another tab
show();
