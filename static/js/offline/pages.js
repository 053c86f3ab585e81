// The room pages and the opened pages of books of one session, kept on this device with the built files that they need;
// nothing else is ever kept.
import { asCopy, assetsIn, marksOf } from "./html.js";

const PAGES = "samtavle-pages-"; // and whose session
const ASSETS = "samtavle-assets";
const SHELL = "samtavle-shell";
const SHELL_PATH = "/offline";

const MOST_OF_BOOKS = 40; // pages; the oldest go

/** A room's page, or that of a visit to it. */
export const isRoom = (path) => /^\/rooms\/[a-z0-9]+(\/visit)?$/.test(path);
const roomOf = (path) => path.split("/")[2];
const bookOf = (path) => path.match(/^\/read\/([a-z0-9]+)(?:\/(?:questions|rooms|members|actions|others)(?:\/[a-z0-9]+(?:\?beside=\d+)?)?)?$/)?.[1];

/** The path under which a page is kept; undefined for one that never is. What is searched for is not kept. */
export function keptAs(address) {
  const { pathname, search } = new URL(address, "https://any");
  if (isRoom(pathname)) return pathname;
  return bookOf(pathname + search) && pathname + search;
}

/** The headers of a text that is no longer packed. */
function plain(headers) {
  const kept = new Headers(headers);
  for (const name of ["content-encoding", "content-length"]) kept.delete(name);
  return kept;
}

export class Pages {
  #turn = Promise.resolve();
  #wipes = 0;

  /** `forgotten(room)` is told when what a room's pages left on the device must go; without a room, all of it. */
  constructor({ caches, fetch, origin, forgotten, now = Date.now }) {
    Object.assign(this, { caches, fetch, origin, forgotten, now });
  }

  /** One after the other: what is thrown away must not be what another is just about to need. */
  #inTurn(act) {
    const done = this.#turn.then(act);
    this.#turn = done.catch((error) => console.warn(error));
    return done;
  }

  async #owners() {
    return (await this.caches.keys()).filter((name) => name.startsWith(PAGES));
  }

  /** The kept page at `path`, or undefined. */
  async find(path) {
    for (const name of await this.#owners()) {
      const found = await (await this.caches.open(name)).match(path);
      if (found) return found;
    }
  }

  async asset(path) {
    return (await this.caches.open(ASSETS)).match(path);
  }

  async shell() {
    return (await this.caches.open(SHELL)).match(SHELL_PATH);
  }

  /** Hears what the server said to a page's request: a room's page or a book's is kept; an ended seat, a book that was closed
   *  again, and what is another's is forgotten. */
  heard(path, response) {
    const wipes = this.#wipes;
    return this.#inTurn(async () => {
      if (wipes !== this.#wipes) return; // asked for before this device was left
      if ([401, 404, 410].includes(response.status)) return this.#forget(path);
      if (!response.ok || response.redirected || !response.headers.get("content-type")?.includes("text/html")) return;
      const html = await response.text();
      const marks = marksOf(html);
      if (marks.owner !== undefined) await this.#dropOthers(marks.owner);
      const theirs = marks.owner && marks.seat && isRoom(path) && roomOf(path) === marks.room;
      const book = marks.owner !== undefined && marks.book && marks.book === bookOf(path); // is open to those without a seat, too
      if (theirs || book) await this.#keep(path, html, marks, response.headers);
    });
  }

  /** The page as it stands in a tab whose worker has not heard it: as the server sent it, so it is not asked for again. */
  shown(path, html) {
    return this.heard(path, new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } }));
  }

  /** Somebody else's session, or none any more: on a shared computer nobody sees what another wrote. */
  async #dropOthers(owner) {
    const others = (await this.#owners()).filter((name) => name !== PAGES + owner);
    if (!others.length) return;
    await Promise.all(others.map((name) => this.caches.delete(name)));
    await this.forgotten();
  }

  /** The page goes in last, so that no kept page lacks a file, and the former copy stays when one cannot be had. */
  async #keep(path, html, { owner, language }, headers) {
    await this.#keepAssets(html);
    const ofShell = await this.#keepShell(language);
    const pages = await this.caches.open(PAGES + owner);
    const said = headers.has("content-security-policy") ? headers : ofShell; // a tab does not know its own page's
    if (said) await pages.put(path, new Response(asCopy(html, this.now()), { headers: plain(said) }));
    const ofBooks = (await pages.keys()).filter(({ url }) => bookOf(url.slice(this.origin.length)));
    for (const request of ofBooks.slice(0, -MOST_OF_BOOKS)) await pages.delete(request);
    await this.#prune();
  }

  async #keepAssets(html) {
    const assets = await this.caches.open(ASSETS);
    for (const path of assetsIn(html, this.origin)) await this.#keepAsset(assets, path);
  }

  async #keepAsset(assets, path) {
    if (await assets.match(path)) return;
    const answer = await this.fetch(path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    await assets.put(path, answer);
  }

  /** What is said, without net, where no room was ever opened: the page with the way to those that were. Its headers, which
   *  are those of every page. */
  async #keepShell(language) {
    const answer = await this.fetch(SHELL_PATH, { headers: { "Accept-Language": language ?? "nb" }, cache: "no-store" });
    if (!answer.ok) return null;
    const html = await answer.text();
    await this.#keepAssets(html);
    await (await this.caches.open(SHELL)).put(SHELL_PATH, new Response(html, { headers: plain(answer.headers) }));
    return answer.headers;
  }

  /** Built files that no kept page names any more: an update leaves the old ones until the last page with them is replaced. */
  async #prune() {
    const assets = await this.caches.open(ASSETS);
    const needed = new Set();
    for (const name of [...(await this.#owners()), SHELL]) {
      const pages = await this.caches.open(name);
      for (const request of await pages.keys()) {
        const html = await (await pages.match(request)).text();
        for (const path of assetsIn(html, this.origin)) needed.add(path);
      }
    }
    for (const request of await assets.keys()) if (!needed.has(new URL(request.url).pathname)) await assets.delete(request);
  }

  forget(path) {
    return this.#inTurn(() => this.#forget(path));
  }

  async #forget(path) {
    const book = bookOf(path);
    for (const name of await this.#owners()) {
      const pages = await this.caches.open(name);
      if (!book) await pages.delete(path);
      else for (const request of await pages.keys()) if (bookOf(request.url.slice(this.origin.length)) === book) await pages.delete(request);
    }
    if (isRoom(path)) await this.forgotten(roomOf(path));
  }

  /** This device was left. What was asked for before and comes now is not kept. */
  wipe() {
    this.#wipes += 1;
    return this.#inTurn(async () => {
      for (const name of await this.caches.keys()) if (name.startsWith("samtavle-")) await this.caches.delete(name);
    });
  }
}
