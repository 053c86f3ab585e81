// The room's text as this device last saw it on the server: what a page that opens without net begins with.
import { number } from "./schema.js";

const PAUSE = 2_000;

export class Texts {
  #found = new Map();
  #changed = new Map();
  #kept = new Map();
  #cancel = null;

  constructor({ room, owner, storage, clock, remembers }) {
    Object.assign(this, { room, owner, storage, clock, remembers });
  }

  async load() {
    const records = await this.storage.all("texts", this.room).catch(() => []);
    for (const record of records) if (record.owner === this.owner) this.#found.set(record.document, record);
  }

  /** `{version, doc}` of the page, or what this device saw after the page was made. */
  newest(name, page, epoch) {
    const found = this.#found.get(name);
    if (!found || found.epoch !== epoch || found.schema !== number || found.version <= page.version) return page;
    return { version: found.version, doc: found.doc };
  }

  /** The text of `document` changed; it is put down when it has rested a moment. */
  note(document, epoch) {
    if (!this.remembers || this.#kept.get(document.name) === document.version) return;
    this.#changed.set(document, epoch);
    this.#cancel ??= this.clock.after(PAUSE, () => this.flush());
  }

  async flush() {
    this.#cancel?.();
    this.#cancel = null;
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const [document, epoch] of changed) await this.keep(document, epoch);
  }

  async keep({ name, version, base }, epoch) {
    if (!this.remembers) return;
    this.#kept.set(name, version);
    const { room, owner } = this;
    await this.storage.put("texts", { document: name, room, owner, epoch, schema: number, version, doc: base.toJSON() }).catch(() => {});
  }
}
