// The talk with the server: refusals, stages, epochs, schemas and slices never leave a client stuck or a text lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deleteSelection, selectAll, splitBlock } from "prosemirror-commands";
import { number } from "../../static/js/text/schema.js";
import { bytes, slice } from "../../static/js/text/slices.js";
import { act, cursor, lines, linesOf, room, type } from "./model/room.mjs";

const late = ({ late }) => [...late.values()].map(({ text }) => text);

test("steps that are refused become a late contribution, and writing goes on", async () => {
  const { devices: [kari, ola], authority, settle } = room();
  type(ola, "Olas ");
  await settle();
  const take = authority.take.bind(authority);
  authority.take = (frame) => ({ type: "refused", id: frame.id, document: frame.document, problem: { type: "refused_steps" } });
  type(kari, "Karis");
  await settle();
  assert.deepEqual(late(authority), ["Olas Karis"]);
  assert.deepEqual(linesOf(kari), ["Olas "]);

  authority.take = take;
  type(kari, "igjen");
  await settle();
  assert.deepEqual(linesOf(ola), ["Olas igjen"]);
});

test("when the last late text has arrived, the page is told that nothing waits", async () => {
  const { devices: [kari], authority, time, settle } = room();
  await settle();
  kari.late = () => time.sleep(9_000).then(() => null); // long after all else has come to rest
  authority.setStage(false);
  authority.take = (frame) => ({ type: "refused", id: frame.id, document: frame.document, problem: { type: "closed" } });
  kari.sync.permission.set([{ dialogue: "dialogue", stage: "open", until: null }]);
  type(kari, "For sent");
  await time.run(5_000);
  const statuses = () => kari.told.filter((event) => event.type === "status");
  assert.equal(statuses().at(-1).waits, true);

  await time.run(60_000);
  assert.equal(statuses().at(-1).waits, false);
});

test("a server that cannot save is asked again until it can", async () => {
  const { devices: [kari, ola], authority, settle } = room();
  await settle();
  const take = authority.take.bind(authority);
  let refusals = 3;
  authority.take = (frame) => (refusals-- > 0 ? { type: "refused", id: frame.id, document: frame.document, problem: { type: "not_saved" } } : take(frame));
  type(kari, "Karis");
  await settle();

  assert.deepEqual(linesOf(ola), ["Karis"]);
  assert.equal(authority.late.size, 0);
});

test("an answer that never comes is asked for again, and nothing is doubled", async () => {
  const { devices: [kari, ola], authority, time, settle } = room();
  await settle();
  const take = authority.take.bind(authority);
  authority.take = (frame) => {
    take(frame);
    authority.take = take;
    return { type: "beat" };
  };
  const joined = [...authority.joined];
  authority.joined.clear(); // nor does anybody hear of it
  type(kari, "Karis");
  await time.run(2_000);
  for (const each of joined) authority.joined.add(each);
  await time.run(60_000);

  assert.deepEqual(linesOf(kari), ["Karis"]);
  type(kari, "!");
  await settle();
  assert.deepEqual(linesOf(ola), ["Karis!"]);
});

test("who is told that something was lost asks for it, though what they heard since is newer", async () => {
  const { devices: [kari, ola], authority, settle } = room(2, ["a1", "a2"]);
  await settle();
  const { hear } = ola.connection;
  const read = () => ola.documents.flatMap(({ state }) => lines(state));
  authority.joined.delete(hear);
  type(kari, "Karis");
  await settle();
  authority.joined.add(hear);
  kari.act(kari.documents[1], (state, dispatch) => dispatch(state.tr.insertText("Mer", 1)));
  await settle();

  hear({ type: "beat", now: null, versions: { room: authority.version } });
  await settle();
  assert.deepEqual(read(), ["", "Mer"]);
  hear({ type: "beat", now: null, versions: {}, missed: true });
  await settle();
  assert.deepEqual(read(), ["Karis", "Mer"]);
});

test("a server that only ever says stale is given up on: its text is taken, ours handed in", async () => {
  const { devices: [kari], authority, settle } = room(1);
  await settle();
  authority.take = (frame) => ({ type: "stale", id: frame.id, document: frame.document, version: 0, steps: [], clients: [] });
  type(kari, "Karis");
  await settle();

  assert.deepEqual(late(authority), ["Karis"]);
  assert.equal(kari.sync.status.waits, false);
});

test("a page older than the server's schema reads on and keeps what was not sent", async () => {
  const { devices: [kari], authority, settle } = room(1);
  await settle();
  kari.cut();
  type(kari, "Karis");
  await settle();
  authority.hello = () => ({ type: "hello", epoch: authority.epoch, schema: number + 1 });
  kari.connect();
  await settle();

  assert.equal(kari.documents[0].writable, false);
  assert.equal(kari.sync.status.outdated, true);
  assert.equal(kari.storage.shelves.outbox.size, 1);
  assert.equal(authority.seen.size, 0);
});

test("after a restore from a copy, what was written here and is not in the copy is handed in, sent or not", async () => {
  const { devices: [kari, ola], authority, settle } = room();
  type(kari, "I kopien");
  await settle();
  const copy = authority.copy();
  type(kari, " og etter");
  await settle();
  for (const device of [kari, ola]) device.cut();
  type(kari, " og usendt");
  authority.restore(copy);
  for (const device of [kari, ola]) device.connect();
  await settle();

  assert.deepEqual(late(authority), ["I kopien og etter og usendt"]);
  assert.deepEqual([linesOf(kari), linesOf(ola)], [["I kopien"], ["I kopien"]]);
});

test("who has no socket learns of a restore from the next steps, before these fit another text by chance", async () => {
  const { devices: [kari], authority, settle } = room(1);
  type(kari, "I kopien");
  await settle();
  const copy = authority.copy();
  type(kari, " og etter");
  await settle();
  authority.restore(copy);
  type(kari, " og mer");
  await settle();

  assert.deepEqual(late(authority), ["I kopien og etter og mer"]);
  assert.deepEqual(linesOf(kari), ["I kopien"]);
});

test("stages that come with the changes take away and give back the right to write", async () => {
  const { devices: [kari], authority, settle } = room(1);
  await settle();
  const changes = (stage) => ({ type: "changes", version: authority.version, stages: [{ dialogue: "dialogue", stage, until: null }], may: ["write"] });
  kari.sync.receive(changes("closed"));
  assert.equal(kari.documents[0].writable, false);
  kari.sync.receive(changes("open"));

  assert.equal(kari.documents[0].writable, true);
});

test("a closing that has run out makes the page read-only without a word from the server", async () => {
  const { devices: [kari], time, settle } = room(1);
  await settle();
  const until = new Date(time.now() + 60_000).toISOString();
  kari.sync.receive({ type: "stage", dialogue: "dialogue", stage: "closing", until, may: ["write"] });
  assert.equal(kari.documents[0].writable, true);
  await time.run(61_000);

  assert.equal(kari.documents[0].writable, false);
});

test("without the right to write no stage lets one write", async () => {
  const { devices: [kari], settle } = room(1);
  await settle();
  kari.sync.receive({ type: "joined", may: [], stages: [{ dialogue: "dialogue", stage: "open" }] });
  kari.sync.receive({ type: "stage", dialogue: "dialogue", stage: "open", may: ["write"] });

  assert.equal(kari.documents[0].writable, false);
});

test("documents that are no more hand in what was not sent", async () => {
  const { devices: [kari], authority, settle } = room(1);
  await settle();
  authority.take = () => ({ type: "beat" });
  type(kari, "Karis");
  await settle();
  kari.sync.receive({ type: "changes", version: 1, epoch: authority.epoch, gone: ["a1"] });
  await settle();

  assert.deepEqual(late(authority), ["Karis"]);
});

test("a late contribution that even there is refused stays on the device", async () => {
  const { devices: [kari], authority, settle } = room(1);
  await settle();
  authority.setStage(false);
  authority.handIn = () => ({ type: "not_found" });
  kari.documents[0].writable = true; // typed before the page heard of it
  type(kari, "Karis");
  await settle();

  const [kept] = kari.storage.shelves.kept.values();
  assert.match(JSON.stringify(kept.doc), /Karis/);
  assert.equal(kari.told.filter(({ type }) => type === "kept_here").length, 1);
});

test("what falls on a word being composed waits for its end, and all after it waits behind", async () => {
  const { devices: [kari, ola], settle } = room();
  type(kari, "en ");
  await settle();
  kari.documents[0].holds = () => true;
  type(kari, "ko");
  type(ola, "X", 4);
  await settle();
  type(ola, "Y", 1);
  await settle();
  assert.deepEqual(linesOf(kari), ["en ko"]);

  kari.documents[0].holds = () => false;
  kari.documents[0].release();
  await settle();
  assert.deepEqual(linesOf(kari), linesOf(ola));
  assert.deepEqual([..."YXenko "].sort(), [...linesOf(ola)[0]].sort());
});

for (const [name, act_, texts] of [
  ["everything is deleted", [selectAll, deleteSelection], ["barnehage"]],
  ["its first letters are deleted", [cursor(4, 7), deleteSelection], ["en", "barnehage"]],
  ["its note is split in the midst of it", [cursor(6), splitBlock], ["en", "barnehage"]],
  ["its note is deleted", [cursor(1, 8), deleteSelection], ["barnehage"]],
]) {
  test(`a word of which others have seen the beginning stays whole when ${name} while it is composed`, async () => {
    const { devices: [kari, ola], settle } = room();
    type(kari, "en barn");
    await settle();
    const [document] = kari.documents;
    document.holds = () => true;
    const head = () => document.state.selection.head;
    document.word = () => [{ from: head() - 9, to: head() }];
    type(kari, "ehage");
    for (const step of act_) act(ola, step);
    await settle();
    document.holds = () => false;
    document.release();
    document.word = () => null;
    await settle();

    assert.deepEqual(linesOf(kari).map((line) => line.trim()).filter(Boolean), texts);
    assert.deepEqual(linesOf(ola), linesOf(kari));
  });
}

test("a long outbox goes in slices that the server takes, and one tab of many steps arrives whole", async () => {
  const { devices: [kari, ola], settle } = room();
  await settle();
  kari.cut();
  for (let count = 0; count < 450; count++) type(kari, "a");
  kari.connect();
  await settle();

  assert.equal(linesOf(ola)[0].length, 450);
});

test("a slice is at most 200 steps and 128 KiB, and never nothing", () => {
  const long = { text: "å".repeat(30_000) };
  assert.equal(slice(Array(500).fill({ a: 1 })).length, 200);
  assert.equal(slice([long, long, long]).length, 2);
  assert.ok(bytes(slice([long, long, long])) < 131_072);
  assert.equal(slice([{ text: "å".repeat(100_000) }]).length, 1);
});

test("a caret sent for an older version finds its place in the text as it stands", async () => {
  const { devices: [kari], settle } = room(1);
  type(kari, "abc");
  await settle();
  const [document] = kari.documents;
  const { version } = document;
  type(kari, "12", 1);
  await settle();
  act(kari, cursor(1));
  type(kari, "3", 1);

  assert.equal(document.placeNow(version, 3), 6);
  assert.equal(document.placeNow(document.version + 1, 3), null);
});

test("what somebody else sent under the same name is no confirmation, and goes on under a new one", async () => {
  const { devices: [kari, ola], authority, settle } = room();
  await settle();
  const { client } = kari.documents[0];
  const take = authority.take.bind(authority);
  authority.take = (frame) => {
    if (frame.client !== client) return take(frame);
    authority.take = take; // the other comes first
    const foreign = { stepType: "replace", from: 1, to: 1, slice: { content: [{ type: "text", text: "Tyvens " }] } };
    take({ ...frame, id: "theirs", steps: [foreign] });
    return take(frame);
  };
  type(kari, "Karis");
  await settle();

  assert.notEqual(kari.documents[0].client, client);
  assert.equal(linesOf(ola).join("").includes("Karis"), true);
  assert.equal(linesOf(ola).join("").includes("Tyvens"), true);
  assert.deepEqual(linesOf(kari), linesOf(ola));
  assert.equal(linesOf(kari).join("").match(/Karis/g).length, 1);
});

test("a name that is somebody else's is left, and nothing is lost or doubled", async () => {
  const { devices: [kari, ola], authority, settle } = room();
  await settle();
  const { client } = kari.documents[0];
  const take = authority.take.bind(authority);
  const refused = ({ id, document }) => ({ type: "refused", id, document, problem: { type: "name_taken" } });
  authority.take = (frame) => (frame.client === client ? refused(frame) : take(frame));
  type(kari, "Karis");
  await settle();

  assert.deepEqual(linesOf(ola), ["Karis"]);
  assert.deepEqual(linesOf(kari), ["Karis"]);
  assert.equal(authority.late.size, 0);
});
