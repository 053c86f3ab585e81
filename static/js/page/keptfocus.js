// A press that makes its part of the page anew leaves the focus where it was: in the first field that is wrong, on the
// button of the same words, or where the press is taken back. What is said to take the focus comes before that.
const wordsOf = (element) => element.title || element.textContent.trim();
const nobody = () => document.activeElement === document.body;

let pressed = null;
document.addEventListener("htmx:before:swap", () => {
  pressed = nobody() ? null : wordsOf(document.activeElement);
});
document.addEventListener("htmx:after:swap", () => queueMicrotask(() => {
  if (pressed === null || !nobody()) return;
  const main = document.getElementById("main");
  const wrong = main.querySelector("[aria-invalid=true]");
  const same = pressed && [...main.querySelectorAll("button")].find((each) => wordsOf(each) === pressed);
  (wrong || same || main.querySelector(".setup-undo button") || main).focus();
}));
