// The service worker: without net it opens the pages of rooms and of books that were opened here before. With net it only listens.
// docs/decisions/0012-a-worker-keeps-room-pages.md says what it keeps, for whom, and until when.
import { Pages, keptAs } from "../offline/pages.js";
import { forgetTexts } from "../offline/texts.js";

const PATIENCE = 4_000; // for a net that answers slowly, before the kept page is shown
const AWAY = new Set([502, 503, 504]); // what a proxy says of a server that is not there

const pages = new Pages({
  caches,
  fetch: (...given) => fetch(...given),
  origin: location.origin,
  forgotten: forgetTexts,
});

/** The room that a room's own link leads to, `/r/<room>.<secret>`, and its page to that of a visit. */
const behind = (path) => path.match(/^\/(?:r\/([a-z0-9]+)\.|rooms\/([a-z0-9]+)$)/)?.slice(1).join("");

async function kept(path) {
  const found = await pages.find(path);
  if (found) return found;
  const room = behind(path);
  for (const end of room ? ["", "/visit"] : []) {
    if (await pages.find(`/rooms/${room}${end}`)) return Response.redirect(`/rooms/${room}${end}`);
  }
  return pages.shell();
}

const patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));

/** The answer that the browser asked for while this worker was still starting, else one of our own. */
const early = async (event) => (await event.preloadResponse) ?? fetch(event.request);

/** The net's answer; only when there is none, or a slow one to a page that is kept, what is kept. */
async function navigate(event) {
  const { pathname } = new URL(event.request.url);
  const path = keptAs(event.request.url);
  const net = early(event).catch(() => null);
  event.waitUntil(net.then((answer) => answer && pages.heard(path ?? pathname, answer.clone())).catch(() => {}));
  const copy = path && (await pages.find(path));
  const answer = await Promise.race([net, ...(copy ? [patience()] : [])]);
  if (answer && !AWAY.has(answer.status)) return answer;
  return (await kept(path ?? pathname)) ?? answer ?? Response.error();
}

addEventListener("install", () => skipWaiting()); // it holds no text and no page's code, so a new one may take over at once
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()])));

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || pathname.startsWith("/api/")) return;
  if (mode === "navigate") event.respondWith(navigate(event));
  else if (pathname.startsWith("/static/")) event.respondWith(pages.asset(pathname).then((found) => found ?? fetch(event.request)));
});

const acts = {
  async keep({ path: address, html }) {
    const path = keptAs(address);
    if (!path) return;
    if (html) await pages.shown(path, html);
    else await pages.heard(path, await fetch(path, { headers: { Accept: "text/html" }, cache: "no-store" }));
  },
  forget: ({ path }) => pages.forget(keptAs(path) ?? path),
  wipe: () => pages.wipe(),
};

addEventListener("message", (event) => {
  const { data, ports } = event;
  const done = () => ports[0]?.postMessage("done");
  event.waitUntil(Promise.resolve(acts[data?.type]?.(data)).then(done, done));
});
