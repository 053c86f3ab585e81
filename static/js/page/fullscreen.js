// A button that gives the whole screen to the page, and takes it back; hidden where a browser cannot.
const buttons = () => document.querySelectorAll("[data-fullscreen]");

function show() {
  for (const button of buttons()) button.hidden = !document.fullscreenEnabled;
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-fullscreen]")) return;
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {}); // refused: the page stays as large as it is
});
document.addEventListener("htmx:after:swap", show); // a page's main part may come anew
show();
