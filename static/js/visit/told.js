// What came in to each question, as the server tells it: asked for again when something new has come.
const SOON = 2_000;
const SELDOM = 10_000; // where only a number is shown, many devices of one class need not all ask at once

export class Told {
  #timer = null;
  #asked = 0;

  /** `group()` is on whose behalf the page is, `isAll()` whether it shows everybody's. */
  constructor({ room, group, isAll }) {
    Object.assign(this, { room, group, isAll });
  }

  get #shown() {
    return [...document.querySelectorAll("[data-told]")];
  }

  /** What is shown is the group's that the server made the page for: of another it is not shown. */
  keepOnly(group) {
    const others = this.#shown.filter((one) => one.dataset.toldOf !== group);
    for (const one of others) one.replaceChildren();
    if (others.length) this.refresh();
  }

  soon() {
    if (this.#timer) return;
    const seen = this.#shown.some((one) => one.checkVisibility() && one.querySelector("details[open]"));
    this.#timer = setTimeout(() => this.refresh(), (seen ? SOON : SELDOM) * (0.5 + Math.random()));
  }

  async refresh() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const turn = ++this.#asked;
    const group = this.group();
    const query = new URLSearchParams({ ...(group && { group }), ...(this.isAll() && { all: 1 }) });
    const answer = await fetch(`/rooms/${this.room}/visit/told?${query}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || turn !== this.#asked || group !== this.group()) return;
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== this.#asked || group !== this.group()) return;
    for (const one of this.#shown) this.#swap(one, made.querySelector(`[data-told="${one.dataset.told}"]`));
  }

  /** Nobody loses their place: what was open stays open, and what has the focus is not taken away. */
  #swap(old, anew) {
    if (!anew || old.contains(document.activeElement)) return;
    const open = old.querySelector("details")?.open;
    const details = anew.querySelector("details");
    if (details && open !== undefined) details.open = open;
    old.replaceWith(document.importNode(anew, true));
  }
}
