// The device's own storage: shelves of records, in IndexedDB or, where there is none, in memory.
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

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function opened() {
  const request = indexedDB.open(NAME, 2);
  request.onupgradeneeded = () => {
    const { result } = request;
    for (const [shelf, keyPath] of Object.entries(SHELVES)) {
      if (!result.objectStoreNames.contains(shelf)) result.createObjectStore(shelf, { keyPath }).createIndex("room", "room");
    }
  };
  const database = await settled(request);
  database.onversionchange = () => database.close(); // another page of this device wipes it
  return database;
}

class IndexedStorage {
  constructor(database) {
    this.database = database;
  }

  /** Resolves when the transaction is complete: only then is what was put safe from a crash of the tab. */
  #write(shelves, act) {
    const transaction = this.database.transaction(shelves, "readwrite", SAFE);
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(true);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      act((shelf) => transaction.objectStore(shelf));
    });
  }

  put(shelf, record, gone = {}) {
    const others = Object.entries(gone).filter(([, key]) => key);
    return this.#write([shelf, ...others.map(([other]) => other)], (store) => {
      store(shelf).put(record);
      for (const [other, key] of others) store(other).delete(key);
    });
  }

  drop(shelf, key) {
    return this.#write([shelf], (store) => store(shelf).delete(key));
  }

  clear(shelf) {
    return this.#write([shelf], (store) => store(shelf).clear());
  }

  all(shelf, room) {
    const store = this.database.transaction(shelf).objectStore(shelf);
    return settled(room ? store.index("room").getAll(room) : store.getAll());
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
  const opening = Promise.race([opened().then((database) => new IndexedStorage(database)), patience]);
  const ready = opening.catch(() => new MemoryStorage({ lasts: false }));
  const call = (name) => async (...given) => (await ready)[name](...given);
  return Object.fromEntries(["put", "drop", "all", "clear", "close"].map((name) => [name, call(name)]));
}

/** Nothing of ours is left in IndexedDB; another tab that holds it open has nothing either, once it closes. */
export async function wipe() {
  const storage = deviceStorage();
  for (const shelf of Object.keys(SHELVES)) await storage.clear(shelf).catch(() => {});
  await storage.close().catch(() => {});
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
}
