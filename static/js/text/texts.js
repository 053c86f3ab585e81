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

  /**
   * `{version, doc}` of the page, or what this device saw after the page was made; with `earlier`, the text as an earlier page
   * saw it and what that knew of composed words.
   */
  newest(name, page, epoch) {
    const found = this.#found.get(name);
    if (!found || found.epoch !== epoch || found.schema !== number) return page;
    const { version, doc, comebacks } = found;
    const { version: now, doc: text } = version > page.version ? found : page;
    return { version: now, doc: text, earlier: comebacks ? { doc, comebacks } : null };
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

  async keep({ name, version, base, comebacks }, epoch) {
    if (!this.remembers) return;
    this.#kept.set(name, version);
    const { room, owner } = this;
    const seen = { version, doc: base.toJSON(), comebacks };
    await this.storage.put("texts", { document: name, room, owner, epoch, schema: number, ...seen }).catch(() => {});
  }
}
