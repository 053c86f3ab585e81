// Unread marks: what has been in view for a moment is read from the next visit on; changed text is unread again.
// The mark stays while the page does, so that nothing changes under the eye.
import { book, kept } from "./stored.js";

const SEEN_AFTER = 1500;
const store = kept("read");
const read = store.get();
const waiting = new Map();
const legend = document.querySelector(".unread-legend");

function remember({ contribution, version }) {
  store.set({ ...store.get(), [contribution]: Number(version) });
}

const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    clearTimeout(waiting.get(target));
    if (isIntersecting) waiting.set(target, setTimeout(() => remember(target.dataset), SEEN_AFTER));
  }
}, { rootMargin: "-10% 0px -30% 0px" });

for (const article of document.querySelectorAll("[data-contribution]")) {
  const { contribution, version } = article.dataset;
  if ((read[contribution] ?? -1) >= Number(version)) continue;
  article.dataset.unread = "";
  if (legend) legend.hidden = false;
  const words = Object.assign(document.createElement("span"), { className: "sr-only", textContent: ` (${book.unread})` });
  article.querySelector("header > :is(h3, h4)").append(words);
  watch.observe(article);
}
