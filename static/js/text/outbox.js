// What was written and not yet confirmed, on the device: put there before it is sent, gone when it is confirmed.
import { number } from "./schema.js";

const lockOf = (client) => `samtavle-outbox-${client}`;

/** Holds a Web Lock for as long as the page lives; false when another tab holds it. Without Web Locks always true. */
function hold(locks, name) {
  if (!locks) return true;
  return new Promise((resolve) => {
    const held = (lock) => {
      resolve(Boolean(lock));
      return lock && new Promise(() => {});
    };
    locks.request(name, { ifAvailable: true }, held).catch(() => resolve(true));
  });
}

export class Outbox {
  #claims = new Map();
  #awaited = new Set(); // whose locks we wait for
  #heirs = new Set(); // whose locks have come to us
  #turn = Promise.resolve();

  /**
   * `locks` is navigator.locks, or nothing where there are none; `freed()` is called when a tab has ended whose outbox was
   * its own when one looked: a page that is loaded again may be there before the former one has quite gone.
   */
  constructor({ room, storage, clock, locks, freed = () => {} }) {
    Object.assign(this, { room, storage, clock, locks, freed });
    this.lasts = true; // whether what was last put there will be there when the page is gone
  }

  /** The lock of an instance, so that no other tab takes its outbox for an orphan; asked for once. */
  #claim(client) {
    if (!this.#claims.has(client)) this.#claims.set(client, hold(this.locks, lockOf(client)));
    return this.#claims.get(client);
  }

  /** One after the other, or a record dropped while it was being kept would stay. */
  #inTurn(act) {
    return (this.#turn = this.#turn.then(act).catch(() => {}));
  }

  /**
   * `{client, document, version, base, steps, lent, returns, comebacks, composed, inherited, epoch, owner, words}`, in the place of
   * what stood under the id `former`.
   * A device that has no room for it must not stop the sending.
   */
  keep(record, former = null) {
    const whole = { ...record, room: this.room, schema: number, at: this.clock.now() };
    return this.#inTurn(async () => {
      await this.#claim(record.client);
      this.lasts = await this.storage.put("outbox", whole, { outbox: former }).catch(() => false);
    });
  }

  drop(client) {
    return this.#inTurn(() => this.storage.drop("outbox", client));
  }

  /**
   * The records that no living tab owns; from now on they are this tab's. Two tabs would take each other's steps for
   * their own. (Where there are no locks both send the very same steps, which the server recognises.)
   */
  async orphans() {
    const orphans = [];
    for (const record of await this.storage.all("outbox", this.room).catch(() => [])) {
      if (this.#heirs.delete(record.client)) this.#claims.set(record.client, true) && orphans.push(record);
      if (this.#claims.has(record.client)) continue;
      if (await this.#claim(record.client)) orphans.push(record);
      else this.#await(record.client);
    }
    return orphans;
  }

  /** Whether another living tab of this device holds what this page does not show. */
  async isElsewhere() {
    const records = await this.storage.all("outbox", this.room).catch(() => []);
    return records.some(({ client }) => !this.#claims.has(client));
  }

  /** Its tab lives. The lock is ours when that has gone, and then the record is an orphan. */
  #await(client) {
    this.#claims.delete(client);
    if (this.#awaited.has(client)) return;
    this.#awaited.add(client);
    const held = () => {
      this.#heirs.add(client);
      this.freed();
      return new Promise(() => {});
    };
    this.locks.request(lockOf(client), held).catch(() => this.#awaited.delete(client));
  }
}
