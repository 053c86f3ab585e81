// What waits on the device for the server, in order, and goes when it was settled: sent, or refused for good.
import { newId } from "./ids.js";

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const TAKEN = "name_taken";
const AGAIN = new Set(["not_saved", "too_many", "network", TAKEN]); // all others say no for good

export class Queue {
  #waiting = new Map();
  #busy = false;
  #wait = FIRST_WAIT;
  #cancel = () => {};

  /**
   * `shelf` is where it stands in `storage`. `send(record)` resolves to null when the server has it, or to a problem;
   * `settled(record, problem)` does what is left to do, before the record goes.
   */
  constructor({ shelf, room, storage, clock, send, settled }) {
    Object.assign(this, { shelf, room, storage, clock, send, settled });
  }

  get size() {
    return this.#waiting.size;
  }

  get waiting() {
    return [...this.#waiting.values()];
  }

  /** What an earlier page left behind. */
  async load() {
    for (const record of await this.storage.all(this.shelf, this.room).catch(() => [])) {
      if (!this.#waiting.has(record.client_id)) this.#waiting.set(record.client_id, record);
    }
    this.flush();
  }

  /**
   * Keeps a record with a `client_id` on the device first, in the place of what is `gone` (a key by its shelf), then sends
   * it. Resolves to whether it outlives the page.
   */
  async add(record, gone) {
    const whole = { ...record, room: this.room };
    this.#waiting.set(whole.client_id, whole);
    const lasts = await this.storage.put(this.shelf, whole, gone).catch(() => false);
    this.flush();
    return lasts;
  }

  /** Something newer stands in its place. */
  async drop(record) {
    this.#waiting.delete(record.client_id);
    await this.storage.drop(this.shelf, record.client_id).catch(() => {});
  }

  async flush() {
    if (this.#busy) return;
    this.#busy = true;
    this.#cancel();
    for (const record of this.#waiting.values()) {
      const problem = await this.send(record);
      if (problem?.type === TAKEN) await this.#rename(record);
      if (problem && AGAIN.has(problem.type)) {
        this.#cancel = this.clock.after(this.#wait, () => this.flush());
        this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
        break;
      }
      this.#wait = FIRST_WAIT;
      await this.#settle(record, problem);
    }
    this.#busy = false;
  }

  /** Something else was sent under this name, so it goes under another. */
  async #rename(record) {
    if (!this.#waiting.delete(record.client_id)) return;
    const renamed = { ...record, client_id: newId() };
    this.#waiting.set(renamed.client_id, renamed);
    await this.storage.put(this.shelf, renamed, { [this.shelf]: record.client_id }).catch(() => {});
  }

  /** Not before its successor, if it has one, is on the device itself. */
  async #settle(record, problem) {
    const last = this.#waiting.delete(record.client_id);
    if (last) await this.settled(record, problem);
    await this.storage.drop(this.shelf, record.client_id).catch(() => {});
  }
}
