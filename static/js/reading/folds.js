// Folds open for an address that points into them, and for paper; the contents are closed where they would be in the way.
const NARROW = "(width < 68.75rem)";
const folds = [...document.querySelectorAll("details.folded")];
const contents = document.querySelector("details.contents");

function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && target.closest("details:not([open])");
  if (!fold) return;
  fold.open = true;
  target.scrollIntoView();
}

let before = [];
addEventListener("beforeprint", () => {
  before = folds.filter((fold) => !fold.open);
  for (const fold of before) fold.open = true;
});
addEventListener("afterprint", () => before.forEach((fold) => (fold.open = false)));
addEventListener("hashchange", openTarget);

const narrow = matchMedia(NARROW);
const fit = () => (contents.open = !narrow.matches);
narrow.addEventListener("change", fit);
fit();
openTarget();
