// What the worker throws away of the texts that a device holds; over an IndexedDB as a browser has it.
import assert from "node:assert/strict";
import { test } from "node:test";
import "fake-indexeddb/auto";
import { forgetTexts } from "../../static/js/offline/texts.js";
import { deviceStorage } from "../../static/js/text/storage.js";

const left = async (storage) => (await storage.all("texts")).map(({ document }) => document).sort();

test("a room's texts go alone, then all; what was not sent stays, and where nothing is nothing is made", async () => {
  await forgetTexts();
  assert.deepEqual(await indexedDB.databases(), []);

  const storage = deviceStorage();
  for (const [document, room] of [["a", "r1"], ["b", "r2"], ["c", "r1"], ["d", "r3"]]) await storage.put("texts", { document, room });
  await storage.put("outbox", { client: "k", room: "r1" });

  await forgetTexts("r1");
  assert.deepEqual(await left(storage), ["b", "d"]);
  await forgetTexts();
  assert.deepEqual(await left(storage), []);
  assert.equal((await storage.all("outbox")).length, 1);
  await storage.close();
});
