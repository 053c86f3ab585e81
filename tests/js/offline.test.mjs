// What the service worker keeps, for whom and until when; over a storage of requests as a browser has it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asCopy, assetsIn, marksOf } from "../../static/js/offline/html.js";
import { Pages, isRoom, keptAs } from "../../static/js/offline/pages.js";

const ORIGIN = "https://samtavle.example";

const pathOf = (asked) => (asked.url ? asked.url.slice(ORIGIN.length) : asked);

/** As a browser's: asked by address or by request. */
class Cache {
  entries = new Map();

  match = async (asked) => this.entries.get(pathOf(asked))?.clone();
  put = async (path, response) => void this.entries.set(path, response);
  delete = async (asked) => this.entries.delete(pathOf(asked));
  keys = async () => [...this.entries.keys()].map((path) => ({ url: ORIGIN + path }));
}

class Caches {
  found = new Map();

  async open(name) {
    if (!this.found.has(name)) this.found.set(name, new Cache());
    return this.found.get(name);
  }

  keys = async () => [...this.found.keys()];
  delete = async (name) => this.found.delete(name);
}

const html = { "content-type": "text/html; charset=utf-8" };
const page = ({ owner = "kari", room = "r1", seat = "s1", script = "room-A.js" } = {}) =>
  new Response(
    `<!doctype html><html lang="nn" data-color-scheme="auto"><head><link rel="stylesheet" href="/static/css/page-1.css"><link rel="preload" as="font" href="/static/woff2/inter-1.woff2">
     <script type="module" src="/static/js/${script}"></script></head><body hx-headers:inherited='{"X": "1"}' data-visitor="${owner}">
     <main class="board" id="main" data-room="${room}" data-seat="${seat}"><svg><use href="/static/icons-1.svg#check"></use></svg></main></body></html>`,
    { headers: { ...html, "content-security-policy": "default-src 'none'" } },
  );

function device({ missing } = {}) {
  const caches = new Caches();
  const [forgotten, asked] = [[], []];
  const fetch = async (path, { headers } = {}) => {
    asked.push({ path, headers });
    if (path === missing) return new Response("", { status: 404 });
    if (path === "/offline") return new Response('<html lang="nn"><script src="/static/js/offline-1.js"></script>', { headers: { ...html, "content-security-policy": "default-src 'self'" } });
    return new Response(path.endsWith(".css") ? "@font-face{src:url(../woff2/inter-1.woff2)} @font-face{src:url(../woff2/greek-1.woff2)}" : path);
  };
  const pages = new Pages({ caches, fetch, origin: ORIGIN, forgotten: async (room) => void forgotten.push(room), now: () => 0 });
  const assets = async () => (await (await caches.open("samtavle-assets")).keys()).map(({ url }) => url.slice(ORIGIN.length)).sort();
  return { caches, pages, assets, forgotten, asked };
}

test("a page says whose it is, and which built files it needs", () => {
  const text = '<html lang="nb"><body class="x" data-visitor=""><main data-room="r"><a href="/static/a.js"></a><img src="https://x.example/static/b.png">';
  assert.deepEqual(marksOf(text), { owner: "", room: "r", seat: undefined, book: undefined, language: "nb" });
  assert.deepEqual(assetsIn(text, ORIGIN), ["/static/a.js"]);
  assert.equal(marksOf("<html><body>Hotel").owner, undefined);
  assert.match(asCopy(text, 0), /^<html data-copied="1970-01-01T00:00:00.000Z" lang="nb">/);
});

test("a seat's room page is kept with all that it needs and no letters, its headers too, and says that it is a copy", async () => {
  const { pages, assets, asked } = device();
  await pages.heard("/rooms/r1", page());

  const kept = await pages.find("/rooms/r1");
  assert.equal(kept.headers.get("content-security-policy"), "default-src 'none'");
  assert.match(await kept.text(), /data-copied=/);
  assert.deepEqual(await assets(), ["/static/css/page-1.css", "/static/icons-1.svg", "/static/js/offline-1.js", "/static/js/room-A.js"]);
  assert.equal(asked.find(({ path }) => path === "/offline").headers["Accept-Language"], "nn");
});

for (const [what, path, answer] of [
  ["a page without a seat", "/rooms/r1", page({ seat: "" })],
  ["a page made for nobody", "/rooms/r1", page({ owner: "" })],
  ["another page", "/seminars/r1", page()],
  ["another room's page than the address says", "/rooms/r2", page()],
  ["an error", "/rooms/r1", new Response("", { status: 500, headers: html })],
  ["what a hotel's net puts in the way", "/rooms/r1", new Response("<html><body>Welcome", { headers: html })],
  ["a file", "/rooms/r1", new Response("x", { headers: { "content-type": "application/pdf" } })],
]) {
  test(`${what} is never kept`, async () => {
    const { pages } = device();
    await pages.heard(path, answer);

    assert.equal(await pages.find(path), undefined);
  });
}

test("old built files stay until the last page that names them is replaced", async () => {
  const { pages, assets } = device();
  await pages.heard("/rooms/r1", page());
  await pages.heard("/rooms/r2", page({ room: "r2", script: "room-B.js" }));
  assert.ok((await assets()).includes("/static/js/room-A.js"));

  await pages.heard("/rooms/r1", page({ script: "room-B.js" }));
  assert.ok(!(await assets()).includes("/static/js/room-A.js"));
  assert.ok((await assets()).includes("/static/js/room-B.js"));
});

test("a page that a tab gives as it was sent is kept under the policy of all pages, and not asked for again", async () => {
  const { pages, asked, assets } = device();
  await pages.shown("/rooms/r1", await page().text());

  const kept = await pages.find("/rooms/r1");
  assert.equal(kept.headers.get("content-security-policy"), "default-src 'self'");
  assert.match(await kept.text(), /data-copied=.*data-seat="s1"/s);
  assert.ok((await assets()).includes("/static/js/room-A.js"));
  assert.ok(!asked.some(({ path }) => path === "/rooms/r1"));
});

test("a page that a tab gives for another room than its own, or for nobody, is not kept", async () => {
  const { pages } = device();
  await pages.shown("/rooms/r2", await page().text());
  await pages.shown("/rooms/r1", await page({ owner: "" }).text());

  assert.equal(await pages.find("/rooms/r2"), undefined);
  assert.equal(await pages.find("/rooms/r1"), undefined);
});

test("when a file of the new page cannot be had, the former page stays whole", async () => {
  const { pages, assets } = device({ missing: "/static/js/room-B.js" });
  await pages.heard("/rooms/r1", page());
  await assert.rejects(pages.heard("/rooms/r1", page({ script: "room-B.js" })));

  assert.match(await (await pages.find("/rooms/r1")).text(), /room-A/);
  assert.ok((await assets()).includes("/static/js/room-A.js"));
});

for (const status of [401, 404, 410]) {
  test(`a room that answers ${status} is forgotten, and only that`, async () => {
    const { pages, forgotten } = device();
    await pages.heard("/rooms/r1", page());
    await pages.heard("/rooms/r2", page({ room: "r2" }));
    await pages.heard("/rooms/r1", new Response("", { status, headers: html }));

    assert.equal(await pages.find("/rooms/r1"), undefined);
    assert.ok(await pages.find("/rooms/r2"));
    assert.deepEqual(forgotten, ["r1"]);
  });
}

for (const owner of ["ola", ""]) {
  test(`a page made for ${owner || "nobody"} throws away what another session kept`, async () => {
    const { pages, forgotten } = device();
    await pages.heard("/rooms/r1", page());
    await pages.heard("/", page({ owner }));

    assert.equal(await pages.find("/rooms/r1"), undefined);
    assert.deepEqual(forgotten, [undefined]);
  });
}

test("a proxy's error does not make a room forgotten", async () => {
  const { pages } = device();
  await pages.heard("/rooms/r1", page());
  await pages.heard("/rooms/r1", new Response("Bad gateway", { status: 502, headers: html }));

  assert.ok(await pages.find("/rooms/r1"));
});

test("after a wipe nothing is there, nor does what was asked for before come back", async () => {
  const { pages, caches } = device();
  await pages.heard("/rooms/r1", page());
  const slow = pages.heard("/rooms/r2", page({ room: "r2" }));
  const wiped = pages.wipe();
  await Promise.all([slow, wiped]);

  assert.deepEqual(await caches.keys(), []);
});

test("only a room's own address is a room's", () => {
  assert.deepEqual(["/rooms/abc2", "/rooms/abc2/dialogues", "/rooms/", "/rooms/../x"].map(isRoom), [true, false, false, false]);
});

const leaf = ({ owner = "", book = "s1" } = {}) =>
  new Response(`<html lang="nb"><script src="/static/js/reading-A.js"></script><body data-visitor="${owner}"><main class="reading" data-book="${book}">`, {
    headers: { ...html, "content-security-policy": "default-src 'none'" },
  });

test("a page of a book is kept for whoever opened it, without a seat too, with what it needs", async () => {
  const { pages, assets } = device();
  await pages.heard("/read/s1/rooms/3?beside=4", leaf());

  assert.match(await (await pages.find("/read/s1/rooms/3?beside=4")).text(), /data-copied=/);
  assert.ok((await assets()).includes("/static/js/reading-A.js"));
  await pages.heard("/read/s1/questions/p1", leaf({ book: "s2" }));
  assert.equal(await pages.find("/read/s1/questions/p1"), undefined);
});

test("a book that was closed again is forgotten with all its pages, and no other is", async () => {
  const { pages, forgotten } = device();
  await pages.heard("/read/s1", leaf());
  await pages.heard("/read/s1/questions/p1", leaf());
  await pages.heard("/read/s10/questions/p1", leaf({ book: "s10" }));
  await pages.heard("/read/s1/rooms/2", new Response("", { status: 404 }));

  assert.equal(await pages.find("/read/s1"), undefined);
  assert.equal(await pages.find("/read/s1/questions/p1"), undefined);
  assert.ok(await pages.find("/read/s10/questions/p1"));
  assert.deepEqual(forgotten, []); // no room's text goes with it
});

test("what one session read is gone for the next", async () => {
  const { pages } = device();
  await pages.heard("/read/s1", leaf());
  await pages.heard("/rooms/r1", page());

  assert.equal(await pages.find("/read/s1"), undefined);
  assert.ok(await pages.find("/rooms/r1"));
});

test("of books at most forty pages are kept, the newest", async () => {
  const { pages } = device();
  for (let at = 1; at <= 42; at += 1) await pages.heard(`/read/s1/rooms/${at}`, leaf());

  assert.equal(await pages.find("/read/s1/rooms/2"), undefined);
  assert.ok(await pages.find("/read/s1/rooms/3"));
});

test("pages of rooms and of books have an address under which they are kept; searches and choices have none", () => {
  for (const path of ["/read/s1", "/read/s1/questions/p1", "/read/s1/rooms", "/read/s1/rooms/3?beside=4", "/read/s1/members/m1"]) {
    assert.equal(keptAs(ORIGIN + path), path);
  }
  assert.equal(keptAs("/rooms/r1?x=1"), "/rooms/r1");
  for (const path of ["/read/s1?q=ord", "/read/s1/questions/p1?room=2", "/read/s1/report", "/read/s1/notes/n1", "/"]) assert.equal(keptAs(path), undefined);
});
