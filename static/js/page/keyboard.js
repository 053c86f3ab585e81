// Where the keyboard is. --keyboard is how much of the page it covers where the browser does not shrink the page for it
// (iOS), --pan how far the browser has moved what is seen. data-keyboard on the page says that somebody writes and has
// so little left to see that everything else must give way: "text" in a field of notes, "other" in a smaller one.
const LITTLE = 540; // pixels above the keyboard, in which head and bar would leave no room for text
const view = window.visualViewport;
const page = document.documentElement;
const narrow = matchMedia("(width < 68.75rem)");
let tallest = 0;
let width = 0;

/** A tall tablet's keyboard is known by what it takes of the page. */
function isUp(left) {
  if (width !== innerWidth) [width, tallest] = [innerWidth, 0];
  tallest = Math.max(tallest, left);
  return left < LITTLE || left < tallest - 150;
}

function writing() {
  const field = document.activeElement?.closest(".prompt :is([contenteditable=true], textarea), .bar-tools");
  return field && (field.matches("textarea") ? "other" : "text");
}

function show(state) {
  const { keyboard } = page.dataset;
  if (keyboard === (state ?? undefined)) return;
  document.dispatchEvent(new Event("samtavle:narrowing"));
  if (state) page.dataset.keyboard = state;
  else delete page.dataset.keyboard;
  document.dispatchEvent(new Event("samtavle:narrowed"));
}

function measure() {
  const zoomed = view.scale > 1.05; // zooming also shrinks the view, but no keyboard is up
  const left = zoomed ? innerHeight : view.height;
  const covered = zoomed ? 0 : Math.max(0, Math.round(innerHeight - view.height - view.offsetTop));
  page.style.setProperty("--keyboard", `${covered}px`);
  page.style.setProperty("--pan", `${covered ? Math.round(view.offsetTop) : 0}px`);
  show(isUp(left) && narrow.matches ? writing() : null);
}

if (view) {
  for (const name of ["resize", "scroll"]) view.addEventListener(name, measure);
  for (const name of ["focusin", "focusout"]) document.addEventListener(name, () => requestAnimationFrame(measure));
}
