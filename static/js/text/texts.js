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
   * `{version, doc}` of the page or, with what it knew of composed words, `comebacks`, and `since`, the version of the room
   * then, what this device saw: later than the page was made, or while letters might still come back, which only steps tell.
   */
  newest(name, page, epoch) {
    const found = this.#found.get(name);
    if (!found || found.epoch !== epoch || found.schema !== number) return page;
    return found.version > page.version || found.comebacks?.taken.length ? found : page;
  }

  /** The text of `document` changed; it is put down when it has rested a moment, in the `epoch` and at the `version` of the room. */
  note(document, { epoch, version }) {
    if (!this.remembers || this.#kept.get(document.name) === document.version) return;
    this.#changed.set(document, { epoch, version });
    this.#cancel ??= this.clock.after(PAUSE, () => this.flush());
  }

  async flush() {
    this.#cancel?.();
    this.#cancel = null;
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const [document, at] of changed) await this.keep(document, at);
  }

  async keep({ name, version, base, comebacks }, { epoch, version: since }) {
    if (!this.remembers) return;
    this.#kept.set(name, version);
    const { room, owner } = this;
    const seen = { version, doc: base.toJSON(), comebacks, since };
    await this.storage.put("texts", { document: name, room, owner, epoch, schema: number, ...seen }).catch(() => {});
  }
}
