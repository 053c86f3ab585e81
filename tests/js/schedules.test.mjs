// Ninety random schedules, in `make test-slow` thousands: whatever the net, the tabs and the others do, all end with the same text and none is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Authority } from "./model/authority.mjs";
import { Device } from "./model/device.mjs";
import { seeded, Time } from "./model/chance.mjs";
import { act, lettersIn, startLetters } from "./model/writing.mjs";

const SCHEDULES = Number(process.env.SCHEDULES ?? 10);
const FIRST = Number(process.env.FIRST ?? 1);
const NAMES = ["a1", "a1/summary"].slice(0, Number(process.env.TEXTS ?? 2)); // in one text alone they meet more often

/** What may happen between two acts of writing, each with its likelihood. */
const events = {
  cut: 0.03,
  connect: 0.08,
  crash: 0.012,
  close: 0.006,
  reopen: 0.02,
  restart: 0.008,
  restore: 0,
};

/** `undoing` is how many of the acts are undone or done again, `composing` how many begin a word that is composed, in the first `texts`. */
async function play(seed, { undoing = 0, composing = 0, writers, texts, odds = {} }) {
  startLetters();
  const chance = seeded(seed);
  const time = new Time();
  const authority = new Authority(NAMES.slice(0, texts));
  const devices = Array.from({ length: writers ?? 3 + chance.below(3) }, () => new Device({ authority, time, chance }));
  const lost = new Set(); // by a restore from a copy
  let copy = authority.copy();
  const happens = {
    cut: () => chance.one(devices).cut(),
    connect: () => devices.filter(({ documents, connection }) => documents.length && !connection?.open).forEach((device) => device.connect()),
    crash() {
      const device = chance.one(devices);
      device.crash();
      device.load();
    },
    async reopenWithoutNet() {
      const device = chance.one(devices);
      const { visible } = device;
      device.crash();
      await time.run(100);
      const { held } = device;
      device.load({ offline: true });
      await time.run(100);
      const isSteady = (letter) => devices.every(({ removed }) => !removed.has(letter)); // what comes and goes may be newer in the page
      const unseen = [...visible].filter((letter) => held.has(letter) && isSteady(letter) && !device.visible.has(letter));
      assert.deepEqual(unseen, [], "what the device has stands in the page that opens without net");
    },
    close: () => authority.setStage(false),
    reopen: () => authority.open || authority.setStage(true),
    restart: () => devices.forEach((device) => device.cut()),
    restore() {
      devices.forEach((device) => device.cut());
      authority.restore(copy);
      copy = authority.copy();
      for (const letter of authority.seen) lost.add(letter);
    },
  };
  const likely = Object.entries({ ...events, ...odds });
  for (let turn = 0; turn < 60; turn++) {
    const device = chance.one(devices.filter(({ documents }) => documents.length));
    if (device) act(device, chance, { undoing, composing });
    for (const [what, odds] of likely) if (chance() < odds) await happens[what]();
    if (chance() < 0.1 && odds.restore) copy = authority.copy();
    await time.run(chance.below(60));
  }
  for (const { composers } of devices) for (const composer of composers) composer.end();
  await settle({ authority, devices, time });
  check({ authority, devices, lost });
}

/** The net heals, everybody comes back, and everything that waits is sent. */
async function settle({ authority, devices, time }) {
  await time.run(200); // pages that are still being opened
  for (let round = 0; round < 3; round++) {
    for (const device of devices) {
      device.rough = false;
      device.cut();
      device.connect();
    }
    await time.run(60_000);
  }
  await time.run();
  assert.equal(authority.joined.size, devices.length);
}

function check({ authority, devices, lost }) {
  const final = lettersIn([...authority.documents.values()].map(({ doc }) => doc.textContent).join(""));
  for (const device of devices) {
    for (const { name, state } of device.documents) assert.deepEqual(state.doc.toJSON(), authority.whole(name).doc);
    assert.equal(device.sync.status.waits, false, "everything was sent");
    assert.equal(device.storage.shelves.outbox.size, 0, "and nothing waits on the device");
    assert.equal(device.storage.shelves.late.size + device.storage.shelves.kept.size, 0);
  }
  const there = new Set([...final, ...[...authority.late.values()].map(({ text }) => text).join("")]);
  const gone = new Set([...lost, ...devices.flatMap(({ deleted, unkept }) => [...deleted, ...unkept])]);
  const typed = new Set(devices.flatMap(({ typed }) => [...typed]));
  const missing = [...typed].filter((letter) => !there.has(letter) && !gone.has(letter));
  assert.deepEqual(missing, [], "what was typed and not knowingly deleted is in the text or in late");
  assert.equal(final.length, new Set(final).size, "and none of it twice");
}

for (const [name, options] of Object.entries({
  "3–5 writers, cut, crashed and closed": {},
  "a single writer with a bad net": { writers: 1, odds: { cut: 0.15, crash: 0.05, connect: 0.2 } },
  "with undo and redo": { undoing: 0.15 },
  "with undo and redo after long cuts": { undoing: 0.3, odds: { cut: 0.1, connect: 0.05 } },
  "with tabs that are closed and opened without net": { odds: { reopenWithoutNet: 0.03, cut: 0.06 } },
  "with words that are composed": { composing: 0.4 },
  "with words that are composed, undo and redo": { composing: 0.4, undoing: 0.15 },
  "with words that are composed, undo and redo over cuts and crashes": { composing: 0.4, undoing: 0.15, odds: { crash: 0.05, cut: 0.06 } },
  "with a server restored from a copy": { odds: { restore: 0.01 } },
})) {
  test(`all end with the same text and nothing typed is lost: ${name}`, async () => {
    const failed = [];
    for (let seed = FIRST; seed < FIRST + SCHEDULES; seed++) await play(seed, options).catch((error) => failed.push(`seed ${seed}: ${error.stack}`));
    assert.equal(failed.length, 0, `${failed.length} of ${SCHEDULES} did not hold\n${failed.join("\n")}`);
  });
}

const dense = { texts: 1, composing: 0.3, undoing: 0.3, odds: { cut: 0.12, connect: 0.05, crash: 0.02 } };

test("so it is in one that once did not hold", async () => {
  await play(110_438, dense);
});
