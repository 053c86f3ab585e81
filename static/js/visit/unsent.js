// What stands on this device alone and does not go by itself: contributions that were refused, and what was typed when it closed.
const section = document.getElementById("unsent");

export class Unsent {
  #turn = 0;

  /** `open()` is whether the page has fields; `send(record)` hands one in, and resolves when it is kept. */
  constructor({ room, owner, storage, drafts, words, place, open, send }) {
    Object.assign(this, { room, owner, storage, drafts, words, place, open, send });
  }

  say(text) {
    section.querySelector("p").textContent = text;
    section.querySelector("p").setAttribute("role", "status");
    section.hidden = false;
  }

  async #entries() {
    const { group } = this.place();
    const found = await this.storage.all("kept", this.room).catch(() => []);
    const kept = found.filter(({ owner, member }) => owner === this.owner && (member ?? "") === group);
    const typed = this.open() ? [] : this.drafts.of(group).map(([prompt, text]) => ({ prompt, text, member: group || null, isDraft: true }));
    return [...kept, ...typed];
  }

  async show() {
    const turn = ++this.#turn;
    const entries = await this.#entries();
    if (turn !== this.#turn) return;
    for (const shown of section.querySelectorAll("[data-entry]")) shown.remove();
    section.append(...entries.map((entry) => this.#made(entry)));
    if (entries.length) section.hidden = false;
    else if (!section.querySelector("[role=status]")) section.hidden = true;
  }

  #made(entry) {
    const shown = section.querySelector("template").content.firstElementChild.cloneNode(true);
    shown.dataset.entry = "";
    shown.querySelector("[data-text]").textContent = entry.text;
    shown.querySelector("[data-copies]").dataset.copies = entry.text;
    shown.querySelector("[data-sends-again]").addEventListener("click", () => this.#again(entry));
    return shown;
  }

  async #again(entry) {
    await this.send(entry);
    if (entry.isDraft) this.drafts.set(this.place().group, entry.prompt, "");
    else await this.storage.drop("kept", entry.client_id).catch(() => {});
    this.show();
  }
}
