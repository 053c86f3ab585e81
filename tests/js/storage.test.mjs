// The device's storage, and who may send what stands in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import "fake-indexeddb/auto";
import { clock } from "../../static/js/text/clock.js";
import { Outbox } from "../../static/js/text/outbox.js";
import { deviceStorage, wipe } from "../../static/js/text/storage.js";

/** Web Locks as two tabs share them. */
class Locks {
  held = new Set();

  async request(name, how, act) {
    if (!act) return new Promise(() => {}); // whoever waits, waits on
    if (this.held.has(name)) return act(null);
    this.held.add(name);
    return act({ name });
  }
}

const record = { client: "c1", document: "a1", version: 3, base: {}, steps: [1], epoch: "e" };

test("what is kept in IndexedDB is there for the next page, by room, until it is dropped", async () => {
  const storage = deviceStorage();
  await storage.put("outbox", { ...record, room: "r1" });
  await storage.put("outbox", { ...record, client: "c2", room: "r2" });

  assert.deepEqual((await deviceStorage().all("outbox", "r1")).map(({ client }) => client), ["c1"]);
  await storage.drop("outbox", "c1");
  assert.deepEqual(await deviceStorage().all("outbox", "r1"), []);
});

test("an outbox whose tab lives is no orphan; when the tab is gone, one other tab takes it, not two", async () => {
  const [locks, storage] = [new Locks(), deviceStorage()];
  const tab = () => new Outbox({ room: "r3", storage, clock, locks });
  const [first, second, third] = [tab(), tab(), tab()];
  await first.keep({ ...record, client: "c3" });
  assert.deepEqual(await second.orphans(), []);

  locks.held.clear(); // the first tab is closed
  const taken = [...(await second.orphans()), ...(await third.orphans())];
  assert.deepEqual(taken.map(({ client }) => client), ["c3"]);
});

test("without Web Locks an outbox is taken at once", async () => {
  const storage = deviceStorage();
  await new Outbox({ room: "r4", storage, clock }).keep({ ...record, client: "c4" });

  assert.equal((await new Outbox({ room: "r4", storage, clock }).orphans()).length, 1);
});

test("a record dropped while it is being kept is gone", async () => {
  const outbox = new Outbox({ room: "r5", storage: deviceStorage(), clock });
  outbox.keep({ ...record, client: "c5" });
  await outbox.drop("c5");

  assert.deepEqual(await outbox.orphans(), []);
});

test("a device that refuses to store does not stop the writing", async () => {
  const refuses = async () => Promise.reject(new Error("quota"));
  const outbox = new Outbox({ room: "r6", storage: { put: refuses, drop: refuses, all: refuses }, clock });
  await outbox.keep(record);
  await outbox.drop("c1");

  assert.deepEqual(await outbox.orphans(), []);
});

test("a record that takes another's place comes and the other goes in one act", async () => {
  const storage = deviceStorage();
  await storage.put("outbox", { ...record, client: "old", room: "r7" });
  assert.equal(await storage.put("outbox", { ...record, client: "new", room: "r7" }, { outbox: "old" }), true);

  assert.deepEqual((await storage.all("outbox", "r7")).map(({ client }) => client), ["new"]);
});

test("an outbox whose tab has died since is taken when one looks again", async () => {
  const [locks, storage] = [new Locks(), deviceStorage()];
  const tab = () => new Outbox({ room: "r8", storage, clock, locks });
  const [first, second] = [tab(), tab()];
  await first.keep({ ...record, client: "c8" });
  assert.deepEqual(await second.orphans(), []);

  locks.held.clear();
  assert.equal((await second.orphans()).length, 1);
});

test("a wipe leaves nothing, also while another page has the storage open", async () => {
  const storage = deviceStorage();
  await storage.put("kept", { client_id: "k", room: "r9", text: "x" });
  await wipe();

  assert.deepEqual(await indexedDB.databases(), []);
  assert.deepEqual(await deviceStorage().all("kept"), []);
});

test("who looks while a tab is just ending is told when it has, and its outbox is an orphan then", async () => {
  const waiting = new Map();
  const locks = {
    held: new Set(["samtavle-outbox-c10"]),
    async request(name, how, act) {
      if (!act) return void waiting.set(name, how); // without haste: one waits
      return act(this.held.has(name) ? null : { name });
    },
  };
  const storage = deviceStorage();
  await storage.put("outbox", { ...record, client: "c10", room: "r10" });
  let freed = 0;
  const outbox = new Outbox({ room: "r10", storage, clock, locks, freed: () => (freed += 1) });
  assert.deepEqual(await outbox.orphans(), []);

  waiting.get("samtavle-outbox-c10")({});
  assert.equal(freed, 1);
  assert.equal((await outbox.orphans()).length, 1);
  assert.deepEqual(await outbox.orphans(), [], "once");
});
