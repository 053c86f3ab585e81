// Texts that stay on this device because no way to the server takes them: shown, to be copied, until their writer lets them go.
import { textOf } from "../text/plain.js";

/**
 * `section` is #kept: hidden, with a `<template>` of one entry that holds [data-kept-text] and [data-kept-drop]; `changed`
 * is called whenever `size` may be another.
 */
export class Kept {
  constructor({ section, room, owner, storage, changed = () => {} }) {
    Object.assign(this, { section, room, owner, storage, changed });
    this.size = 0;
    section?.addEventListener("click", ({ target }) => this.#press(target));
  }

  async add(record) {
    await this.storage.put("kept", { ...record, room: this.room, owner: this.owner }).catch(() => {});
    this.show();
  }

  async show() {
    const found = await this.storage.all("kept", this.room).catch(() => []);
    const records = found.filter(({ owner = this.owner }) => owner === this.owner);
    this.size = records.length;
    this.changed();
    const { section } = this;
    if (!section) return;
    const template = section.querySelector("template");
    for (const shown of section.querySelectorAll("[data-kept]")) shown.remove();
    for (const record of records) {
      const entry = template.content.firstElementChild.cloneNode(true);
      entry.dataset.kept = record.client_id;
      const text = entry.querySelector("[data-kept-text]");
      text.textContent = textOf(record);
      text.tabIndex = 0; // a long one scrolls in its place
      for (const copier of entry.querySelectorAll("[data-copies]")) copier.dataset.copies = textOf(record);
      template.after(entry);
    }
    section.hidden = records.length === 0;
  }

  async #press(target) {
    if (!target.closest("[data-kept-drop]")) return;
    await this.storage.drop("kept", target.closest("[data-kept]").dataset.kept).catch(() => {});
    this.show();
  }
}
