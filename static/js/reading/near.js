// Beside a note: how many other rooms said something like it, with the way to what they said.
import { book } from "./stored.js";

const told = document.getElementById("near");

for (const [id, rooms] of Object.entries(JSON.parse(told?.textContent ?? "{}"))) {
  const note = document.querySelector(`.contribution [data-note="${CSS.escape(id)}"]`);
  const link = Object.assign(document.createElement("a"), { className: "near-link no-print", href: `/read/${book.book}/near/${id}`, textContent: `≈ ${rooms}` });
  link.title = book.near.replace("{count}", rooms);
  link.setAttribute("aria-label", link.title);
  note?.append(link);
}
