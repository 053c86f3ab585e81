// Leads on to the room that this one was merged into, or back after a split, once all that was written here has come in.
// Beside a.board-dialogue[data-leads]: its address is where to go, the attribute what to say first that one goes. Whoever
// came along from another room is led back when that is split off: the people's part tells it, also after a while without net.
const page = document.documentElement;
let goes = false;

async function follow() {
  const way = document.querySelector("a[data-leads]");
  if (!way || goes || page.dataset.contact !== "yes" || "waits" in page.dataset) return;
  goes = true;
  const { leads } = way.dataset;
  const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited"));
  const answer = leads && (await fetch(leads, { method: "POST", headers, redirect: "manual" }).catch(() => null));
  goes = answer !== null;
  if (goes) location.replace(way.href);
}

new MutationObserver(follow).observe(page, { attributes: true });
document.addEventListener("htmx:after:swap", follow);
document.addEventListener("samtavle:part", ({ detail }) => detail.part === "people" && document.dispatchEvent(new CustomEvent("samtavle:stage")));
follow();
