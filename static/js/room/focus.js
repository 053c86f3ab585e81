// Back to the question: large for everybody for ten seconds, over the page, where it moves nothing; never over one's caret.
let timer;

function isOverCaret(light) {
  const selection = getSelection();
  const { height, top, bottom } = selection.rangeCount ? selection.getRangeAt(0).getBoundingClientRect() : {};
  const over = light.getBoundingClientRect();
  return Boolean(height) && top < over.bottom && bottom > over.top;
}

document.addEventListener("samtavle:part", ({ detail }) => {
  if (detail.part !== "focus") return;
  const light = document.getElementById("focus");
  clearTimeout(timer);
  if (!light.dataset.prompt) return; // taken back
  light.toggleAttribute("data-low", isOverCaret(light));
  timer = setTimeout(() => (light.hidden = true), Number(light.dataset.seconds) * 1000);
});
