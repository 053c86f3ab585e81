// Where the browser does not shrink the page for its keyboard (iOS), --keyboard tells the bar how far to rise.
const view = window.visualViewport;

function measure() {
  const covered = Math.max(0, innerHeight - view.height - view.offsetTop);
  const pinched = view.scale > 1.05; // zooming also shrinks the view, but no keyboard is up
  document.documentElement.style.setProperty("--keyboard", `${pinched ? 0 : Math.round(covered)}px`);
}

view?.addEventListener("resize", measure);
view?.addEventListener("scroll", measure);
