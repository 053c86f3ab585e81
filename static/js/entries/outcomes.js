// What the seminar before ended with, and what became of it: a script of its own, for rooms of a series alone. The words
// come from the server (templates/outcomes/_panel.html); it speaks with the room's script by events alone.
const place = document.getElementById("last-time");
const main = document.getElementById("main");
const { room } = main.dataset;
const WIDE = "(width >= 68.75rem)";

let touched = false;
for (const event of ["pointerdown", "keydown"]) addEventListener(event, () => (touched = true), { capture: true, once: true });

const swap = (target, text, how) => globalThis.htmx.swap({ target, text, swap: how });

/** The fold says how many are left, so that it is known without opening it. */
function count() {
  const part = document.getElementById("outcomes");
  if (part) place.querySelector("[data-how-many]").textContent = part.dataset.says;
}

/** Before anybody has touched the page it opens by itself, where there is room for it. */
async function put(html) {
  await swap(place, html, "innerHTML");
  const left = Number(document.getElementById("outcomes").dataset.left);
  place.firstElementChild.open = !touched && left > 0 && matchMedia(WIDE).matches;
}

const writes = () => touched && document.activeElement.matches(".board-main :is([contenteditable], textarea, input)") && !place.contains(document.activeElement);

let height = place.offsetHeight;

// Whoever writes below it does not see their line move: the page is scrolled by as much, and made taller where it cannot be.
new ResizeObserver(([{ borderBoxSize }]) => {
  const by = borderBoxSize[0].blockSize - height;
  height += by;
  if (!by || !writes()) return;
  const to = scrollY + by;
  if (to > document.documentElement.scrollHeight - innerHeight) main.style.setProperty("--tail", `${Math.ceil(to)}px`);
  scrollTo({ top: to, behavior: "instant" });
}).observe(place);

let heard = 0; // how often the part has come by another way

async function ask() {
  const before = heard;
  const answer = await fetch(`/rooms/${room}/outcomes`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.status !== 200) return;
  const html = await answer.text();
  if (heard !== before) return ask(); // it may be older than what has come meanwhile
  const [stands, fresh] = [document, new DOMParser().parseFromString(html, "text/html")].map((page) => page.getElementById("outcomes"));
  if (!stands) await put(html);
  else if (!stands.contains(document.activeElement?.closest("input"))) await swap(stands, fresh.outerHTML, "outerMorph");
  count();
}

for (const event of ["samtavle:part", "htmx:after:swap"]) {
  document.addEventListener(event, ({ target, detail }) => {
    if (detail.part !== "outcomes" && !place.contains(target)) return;
    heard += 1;
    count();
  });
}
// What the others press before this page has joined, while it was away, or where no socket comes through, no frame tells it.
document.addEventListener("samtavle:changes", ask);
if ("joined" in document.documentElement.dataset) ask();
