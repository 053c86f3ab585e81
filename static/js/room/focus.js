// Back to the question: it lights for everybody for ten seconds, over the page, where it moves nothing.
import { board } from "./page.js";

let timer;

function isInSight(prompt) {
  const place = prompt?.querySelector(".prompt-text")?.getBoundingClientRect();
  return Boolean(place?.width) && prompt.hasAttribute("data-active") && place.top > 80 && place.bottom < innerHeight - 80;
}

function put(out) {
  out.hidden = true;
  for (const lit of board.querySelectorAll("[data-lit]")) lit.removeAttribute("data-lit");
}

document.addEventListener("samtavle:part", ({ detail }) => {
  if (detail.part !== "focus") return;
  const light = document.getElementById("focus");
  if (!light.dataset.prompt) return put(light); // taken back
  const prompt = document.getElementById(`prompt-${light.dataset.prompt}`);
  light.hidden = false;
  light.toggleAttribute("data-in-place", isInSight(prompt)); // then it lights where it stands, and is only read aloud
  prompt?.toggleAttribute("data-lit", true);
  clearTimeout(timer);
  timer = setTimeout(() => put(light), Number(light.dataset.seconds) * 1000);
});
