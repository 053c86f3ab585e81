// The service worker: without net it opens the room pages that were opened here before. With net it only listens.
// docs/decisions/0012-a-worker-keeps-room-pages.md says what it keeps, for whom, and until when.
import { Pages, isRoom } from "../offline/pages.js";
import { deviceStorage } from "../text/storage.js";

const PATIENCE = 4_000; // for a net that answers slowly, before the kept page is shown
const AWAY = new Set([502, 503, 504]); // what a proxy says of a server that is not there

const pages = new Pages({
  caches,
  fetch: (...given) => fetch(...given),
  origin: location.origin,
  forgotten: (room) => forgetTexts(room),
});

/** The texts as they were last seen go with the page; what was not sent yet stays, for its writer. */
async function forgetTexts(room) {
  const storage = deviceStorage();
  if (!room) await storage.clear("texts");
  else for (const { document } of await storage.all("texts", room)) await storage.drop("texts", document);
  await storage.close();
}

/** The room that a room's own link leads to: `/r/<room>.<secret>`. */
const behind = (path) => path.match(/^\/r\/([a-z0-9]+)\./)?.[1];

async function kept(path) {
  const room = behind(path);
  if (room && (await pages.find(`/rooms/${room}`))) return Response.redirect(`/rooms/${room}`);
  return (await pages.find(path)) ?? (await pages.shell());
}

const patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));

/** The net's answer; only when there is none, or a slow one to a page that is kept, what is kept. */
async function navigate(event) {
  const { pathname } = new URL(event.request.url);
  const net = fetch(event.request).catch(() => null);
  event.waitUntil(net.then((answer) => answer && pages.heard(pathname, answer.clone())).catch(() => {}));
  const copy = isRoom(pathname) && (await pages.find(pathname));
  const answer = await Promise.race([net, ...(copy ? [patience()] : [])]);
  if (answer && !AWAY.has(answer.status)) return answer;
  return (await kept(pathname)) ?? answer ?? Response.error();
}

addEventListener("install", () => skipWaiting()); // it holds no text and no page's code, so a new one may take over at once
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || pathname.startsWith("/api/")) return;
  if (mode === "navigate") event.respondWith(navigate(event));
  else if (pathname.startsWith("/static/")) event.respondWith(pages.asset(pathname).then((found) => found ?? fetch(event.request)));
});

const acts = {
  async keep({ path }) {
    if (isRoom(path)) await pages.heard(path, await fetch(path, { headers: { Accept: "text/html" }, cache: "no-store" }));
  },
  forget: ({ path }) => pages.forget(path),
  wipe: () => pages.wipe(),
};

addEventListener("message", (event) => {
  const { data, ports } = event;
  const done = () => ports[0]?.postMessage("done");
  event.waitUntil(Promise.resolve(acts[data?.type]?.(data)).then(done, done));
});
