// A note is copied as a quote with its source and its address, from a button that the note brings along.
import { book } from "./stored.js";

const icon = document.querySelector("[data-copy-icon]");

/** The quote as it is put on the clipboard: the words, who said them where, and where it can be read. */
function quote(note) {
  const { source } = note.closest("[data-source]").dataset;
  const said = note.closest("[data-member]")?.dataset.member;
  const by = note.dataset.by ?? said;
  const address = `${location.origin}/read/${book.book}/notes/${note.dataset.note}`;
  const text = [...note.childNodes].filter((node) => !node.matches?.("[data-copies]")).map(wordsOf).join("");
  return `${book.quote.replace("{text}", () => text.trim())}\n${by ? `${by}, ` : ""}${source}\n${address}`;
}

function wordsOf(node) {
  if (node.nodeName === "BR") return "\n";
  return node.nodeType === Node.TEXT_NODE ? node.data : [...node.childNodes].map(wordsOf).join("");
}

for (const note of document.querySelectorAll(".contribution [data-note]")) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "quote-copy no-print", title: book.copy });
  button.setAttribute("aria-label", book.copy);
  button.dataset.copies = quote(note);
  button.append(icon.content.cloneNode(true));
  note.append(button);
}
