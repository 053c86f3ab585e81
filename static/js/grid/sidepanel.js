// What opens beside the grid: one room's text, or what came in late. It follows the frames, at most once a second, and
// the table keeps its place, its focus and the mark of the row that is open.
import { swapPart } from "../room/parts.js";

const SECOND = 1_000;

export class Beside {
  #source = null;
  #opener = null;
  #asked = 0;
  #timer = null;

  constructor(page) {
    this.page = page;
    this.panel = page.querySelector("#grid-aside");
    if (!this.panel) return;
    page.addEventListener("click", (event) => this.#clicked(event));
    page.addEventListener("keydown", ({ key, target }) => {
      const nearer = document.querySelector(":popover-open") || target.value; // a menu, or what is searched for, goes first
      if (key === "Escape" && !nearer) this.close();
    });
    document.addEventListener("samtavle:part", ({ detail }) => this.#heard(detail.part));
    addEventListener("popstate", () => this.#atAddress());
    const opened = this.page.querySelector(`[data-beside][href="${CSS.escape(location.search)}"]`);
    if (opened) this.#source = opened.dataset.beside;
    this.#mark();
  }

  #clicked(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const opener = event.target.closest("[data-beside]");
    const closer = event.target.closest("[data-beside-close]");
    if (!opener && !closer) return;
    event.preventDefault();
    if (closer) return this.close();
    history.pushState(null, "", opener.getAttribute("href"));
    this.#opener = opener.id || opener.closest("[id]")?.id;
    this.#open(opener.dataset.beside);
  }

  #atAddress() {
    const search = CSS.escape(location.search);
    const opener = location.search && this.page.querySelector(`[data-beside][href="${search}"]`);
    if (opener) this.#open(opener.dataset.beside);
    else this.#hide();
  }

  async #open(source) {
    this.#source = source;
    const { html, made } = await this.#fetch();
    if (!html || this.#source !== source) return;
    this.panel.hidden = false;
    await globalThis.htmx.swap({ target: this.panel, text: html, swap: "innerHTML", made });
    this.panel.querySelector("[data-beside-title]")?.focus();
    const prompt = new URL(source, location.href).searchParams.get("prompt");
    const wanted = prompt && document.getElementById(`beside-${prompt}`);
    if (wanted) wanted.parentElement.scrollTop = wanted.offsetTop - 8;
    this.#mark();
    document.dispatchEvent(new CustomEvent("samtavle:part", { detail: { part: "grid-aside" } }));
  }

  async #fetch() {
    this.#asked = Date.now();
    const answer = await fetch(this.#source, { headers: { Accept: "text/html", "HX-Request": "true" } }).catch(() => null);
    return answer?.ok ? { html: await answer.text(), made: answer.headers.get("samtavle-made") } : {};
  }

  /** A row, a cell or the list of late texts changed: is it about what stands here? */
  #heard(part) {
    if (part === "grid-table") this.#mark();
    const room = this.#room;
    const mine = room ? part.includes(room) : part === "grid-late" && this.#source;
    if (!mine || this.panel.hidden || this.#timer) return;
    const wait = Math.max(0, this.#asked + SECOND - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#refresh();
    }, wait);
  }

  async #refresh() {
    const source = this.#source;
    if (!source) return;
    const { html, made } = await this.#fetch();
    if (!html || this.#source !== source) return;
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("beside-text");
    if (fresh) swapPart("beside-text", fresh.outerHTML, made);
  }

  get #room() {
    return this.panel.querySelector("[data-room]")?.dataset.room;
  }

  close() {
    if (this.panel.hidden) return;
    if (location.search) history.pushState(null, "", location.pathname);
    this.#hide();
    const opener = this.#opener && document.getElementById(this.#opener);
    (opener?.matches("a") ? opener : opener?.querySelector("a"))?.focus({ preventScroll: true });
  }

  #hide() {
    this.#source = null;
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.#mark();
  }

  #mark() {
    for (const row of this.page.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
    const room = this.#room;
    if (room) document.getElementById(`row-${room}`)?.setAttribute("aria-current", "true");
  }
}
