// Narrows the list of rooms while one types; Enter goes into the only one left.
const field = document.querySelector("[data-finds]");
const rows = [...document.querySelectorAll(`${field?.dataset.finds} > li`)];
const none = document.querySelector("[data-none-found]");

const LETTERS = { æ: "ae", ø: "o", å: "a", đ: "d" };
const plain = (text) =>
  text
    .toLocaleLowerCase("nb")
    .replace(/[æøåđ]/g, (letter) => LETTERS[letter])
    .normalize("NFD")
    .replace(/\p{M}/gu, "");

const wordsOf = rows.map((row) => plain(row.dataset.words).split(/[\s,]+/).filter(Boolean));

/** Each word typed must begin a word of the room; a number alone means that very room first. */
function fits(words, typed) {
  return typed.every((part) => words.some((word) => word.startsWith(part)));
}

function narrow() {
  const typed = plain(field.value).split(/[\s,]+/).filter(Boolean);
  rows.forEach((row, index) => (row.hidden = !fits(wordsOf[index], typed)));
  none.hidden = rows.some((row) => !row.hidden);
}

function enter(event) {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const left = rows.filter((row) => !row.hidden);
  const exact = rows.find((row, index) => wordsOf[index][0] === field.value.trim());
  (exact ?? (left.length === 1 ? left[0] : null))?.querySelector("a").click();
}

field?.addEventListener("input", narrow);
field?.addEventListener("keydown", enter);
if (field?.value) narrow();
