// The device's own storage: shelves of records, in IndexedDB or, where there is none, in memory.
import { deleteDB, openDB } from "idb";

const NAME = "samtavle";
const LONGEST_WAIT = 3_000; // for the device to open its storage
const SHELVES = { outbox: "client", late: "client_id", kept: "client_id", acts: "client_id", texts: "document" };
const SAFE = { durability: "strict" }; // on the disk, not only on its way: a battery may die

/** Shelves that last as long as the page, or as long as a test; in order, as IndexedDB is. `delay` comes before each act. */
export class MemoryStorage {
  #turn = Promise.resolve();

  constructor({ delay = async () => {}, lasts = true } = {}) {
    Object.assign(this, { delay, lasts });
    this.shelves = Object.fromEntries(Object.keys(SHELVES).map((shelf) => [shelf, new Map()]));
  }

  #inTurn(act) {
    return (this.#turn = this.#turn.then(this.delay).then(act));
  }

  put(shelf, record, gone = {}) {
    const copy = structuredClone(record);
    return this.#inTurn(() => {
      this.shelves[shelf].set(copy[SHELVES[shelf]], copy);
      for (const [other, key] of Object.entries(gone)) this.shelves[other].delete(key);
      return this.lasts;
    });
  }

  drop(shelf, key) {
    return this.#inTurn(() => void this.shelves[shelf].delete(key));
  }

  all(shelf, room) {
    const wanted = (record) => !room || record.room === room;
    return this.#inTurn(() => structuredClone([...this.shelves[shelf].values()].filter(wanted)));
  }

  clear(shelf) {
    return this.#inTurn(() => this.shelves[shelf].clear());
  }

  close() {}
}

async function opened() {
  const database = await openDB(NAME, 2, {
    upgrade(made) {
      const missing = Object.entries(SHELVES).filter(([shelf]) => !made.objectStoreNames.contains(shelf));
      for (const [shelf, keyPath] of missing) made.createObjectStore(shelf, { keyPath }).createIndex("room", "room");
    },
    blocking: (_current, _wanted, { target }) => target.close(), // another page of this device wipes it
  });
  return new IndexedStorage(database);
}

class IndexedStorage {
  constructor(database) {
    this.database = database;
  }

  /** Resolves when the transaction is complete: only then is what was put safe from a crash of the tab. */
  async #write(shelves, act) {
    const transaction = this.database.transaction(shelves, "readwrite", SAFE);
    await Promise.all([...act((shelf) => transaction.objectStore(shelf)), transaction.done]);
    return true;
  }

  put(shelf, record, gone = {}) {
    const others = Object.entries(gone).filter(([, key]) => key);
    const drop = (store) => others.map(([other, key]) => store(other).delete(key));
    return this.#write([shelf, ...others.map(([other]) => other)], (store) => [store(shelf).put(record), ...drop(store)]);
  }

  drop(shelf, key) {
    return this.#write([shelf], (store) => [store(shelf).delete(key)]);
  }

  clear(shelf) {
    return this.#write([shelf], (store) => [store(shelf).clear()]);
  }

  all(shelf, room) {
    return room ? this.database.getAllFromIndex(shelf, "room", room) : this.database.getAll(shelf);
  }

  close() {
    this.database.close();
  }
}

/**
 * At once a storage, which is IndexedDB as soon as that is open, or memory where a browser has none or forbids it.
 * `put(shelf, record, gone)` resolves to whether the record outlives the page; what is `gone`, a key by its shelf, goes with it.
 */
export function deviceStorage() {
  const patience = new Promise((_, reject) => setTimeout(reject, LONGEST_WAIT));
  const opening = Promise.race([opened(), patience]);
  const ready = opening.catch(() => new MemoryStorage({ lasts: false }));
  const call = (name) => async (...given) => (await ready)[name](...given);
  return Object.fromEntries(["put", "drop", "all", "clear", "close"].map((name) => [name, call(name)]));
}

/** Nothing of ours is left in IndexedDB; another tab that holds it open has nothing either, once it closes. */
export async function wipe() {
  const storage = deviceStorage();
  for (const shelf of Object.keys(SHELVES)) await storage.clear(shelf).catch(() => {});
  await storage.close().catch(() => {});
  await new Promise((resolve) => deleteDB(NAME, { blocked: resolve }).then(resolve, resolve));
}
