// A page that begins with what an earlier one left on the device: seen, written on, and sent once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stateOf } from "../../static/js/room/saveword.js";
import { Acts } from "../../static/js/text/acts.js";
import { lateId } from "../../static/js/text/ids.js";
import { LateQueue } from "../../static/js/text/late.js";
import { MemoryStorage } from "../../static/js/text/storage.js";
import { redo, undo } from "../../static/js/text/undo.js";
import { Time } from "./model/chance.mjs";
import { act, linesOf, room, type } from "./model/room.mjs";

const textOf = ({ documents: [{ doc }] }) => doc.textContent;
const authorityText = (authority) => textOf({ documents: [...authority.documents.values()] });

async function leftBehind({ others = () => {} } = {}) {
  const { devices: [kari, ola], authority, time, settle } = room();
  type(kari, "Sendt. ");
  await settle();
  kari.cut();
  type(kari, "Usendt.");
  await settle();
  kari.crash();
  others(ola);
  await settle();
  return { kari, ola, authority, time, settle };
}

test("without net the page shows what was sent and what was not, and more is written after it", async () => {
  const { kari, authority, settle } = await leftBehind();
  kari.load({ offline: true });
  await settle();
  assert.deepEqual(linesOf(kari), ["Sendt. Usendt."]);
  assert.equal(kari.sync.status.waits, true);

  type(kari, " Mer.");
  kari.connect();
  await settle();
  assert.equal(authorityText(authority), "Sendt. Usendt. Mer.");
  assert.equal(kari.storage.shelves.outbox.size, 0);
});

/** Locks of a page that is still on its way out; `release()` when it has gone. */
function lingering() {
  const waiting = [];
  let gone = false;
  return {
    release() {
      gone = true;
      for (const [name, act] of waiting.splice(0)) act({ name });
    },
    async request(name, how, act = how) {
      if (how.ifAvailable) return act(gone ? { name } : null);
      return gone ? act({ name }) : void waiting.push([name, act]);
    },
  };
}

for (const more of ["", " Mer."]) {
  test(`a page that is there before the former one has gone shows what it left as soon as it has${more && ", also after it was written in"}`, async () => {
    const { kari, authority, settle } = await leftBehind();
    const locks = lingering();
    kari.load({ offline: true, locks });
    await settle();
    assert.deepEqual(linesOf(kari), ["Sendt. "]);
    assert.equal(stateOf(kari.sync.status), "elsewhere", "and says that there is more than it shows");

    locks.release();
    await settle();
    assert.equal(stateOf(kari.sync.status), "local");
    assert.deepEqual(linesOf(kari), ["Sendt. Usendt."]);
    if (more) type(kari, more);
    kari.connect();
    await settle();
    assert.equal(authorityText(authority), `Sendt. Usendt.${more}`);
    assert.equal(kari.storage.shelves.outbox.size, 0);
  });
}

test("what others wrote meanwhile comes in when there is net, beside what is here", async () => {
  const { kari, ola, settle } = await leftBehind({ others: (ola) => type(ola, "Olas. ", 1) });
  kari.load();
  await settle();

  assert.deepEqual(linesOf(kari), linesOf(ola));
  assert.match(linesOf(ola).join(), /^Olas\. Sendt\. Usendt\.$/);
});

test("text that was taken although its answer never came, and the page that shows it is older, is not doubled", async () => {
  const { kari, ola, authority, settle } = await leftBehind();
  const [record] = kari.storage.shelves.outbox.values();
  authority.take({ id: "x", document: "a1", ...record });
  await settle();
  type(ola, " Olas.");
  await settle();
  kari.load();
  await settle();

  assert.equal(authorityText(authority), "Sendt. Usendt. Olas.");
  assert.deepEqual(linesOf(kari), ["Sendt. Usendt. Olas."]);
  assert.equal(kari.sync.status.waits, false);
});

test("an earlier page that had sent more than its device kept does not make new text pass for its own", async () => {
  const { kari, authority, settle } = await leftBehind();
  const [record] = kari.storage.shelves.outbox.values();
  const more = { stepType: "replace", from: 15, to: 15, slice: { content: [{ type: "text", text: "?" }] } };
  authority.take({ id: "x", document: "a1", ...record, steps: [...record.steps, more] });
  kari.load({ offline: true });
  await settle();
  type(kari, "!");
  await settle();
  kari.connect();
  await settle();

  assert.deepEqual([...authorityText(authority)].sort(), [..."Sendt. Usendt.?!"].sort());
  assert.deepEqual(linesOf(kari), [authorityText(authority)]);
});

test("what is handed in leaves the outbox in the same act; writing on in what was handed in before is handed in again", async () => {
  const { kari, authority, settle } = await leftBehind();
  const outbox = structuredClone(kari.storage.shelves.outbox);
  authority.setStage(false);
  kari.load();
  await settle();
  assert.deepEqual([...authority.late.values()].map(({ text }) => text), ["Sendt. Usendt."]);

  kari.crash(); // and its device had put the text down, but not away
  kari.storage.shelves.outbox = outbox;
  authority.setStage(true);
  kari.page = authority.board();
  kari.load({ offline: true });
  await settle();
  type(kari, " Mer.");
  await settle();
  authority.setStage(false);
  kari.connect();
  await settle();
  assert.deepEqual([...authority.late.values()].map(({ text }) => text), ["Sendt. Usendt.", "Sendt. Usendt. Mer."]);
});

test("texts that differ in one emoji are handed in under two names", () => {
  assert.equal(lateId("kari", "Mer 😀"), lateId("kari", "Mer 😀"));
  assert.notEqual(lateId("kari", "Mer 😀"), lateId("kari", "Mer 😁"));
});

test("undo does not reach what an earlier page wrote", async () => {
  const { kari, settle } = await leftBehind();
  kari.load({ offline: true });
  await settle();

  assert.equal(undo(kari.documents[0].state), false);
});

test("what was typed, undone and redone before a reload, and deleted by another meanwhile, comes back once", async () => {
  const { devices: [kari, ola], authority, settle } = room();
  type(ola, "Olas. ");
  await settle();
  kari.cut();
  type(kari, "Karis.");
  act(kari, undo);
  act(kari, redo);
  await settle();
  kari.crash();
  const [record] = kari.storage.shelves.outbox.values();
  authority.take({ id: "x", document: "a1", ...record, steps: record.steps.slice(0, 1) }); // the typing, and its answer never came
  await settle();
  act(ola, (state, dispatch) => dispatch(state.tr.delete(7, 13)));
  await settle();
  kari.load();
  await settle();
  assert.equal(authorityText(authority), "Olas. ", "what the other deleted does not stand again");
  act(ola, undo);
  await settle();

  assert.equal(authorityText(authority), "Olas. Karis.");
  assert.deepEqual(linesOf(kari), linesOf(ola));
});

test("what another session left is never shown; it is handed in, and only its writer would be told", async () => {
  const { kari, authority, settle } = await leftBehind();
  for (const record of kari.storage.shelves.outbox.values()) record.owner = "somebody else";
  for (const record of kari.storage.shelves.texts.values()) record.owner = "somebody else";
  kari.told.length = 0;
  kari.load();
  await settle();

  assert.deepEqual(linesOf(kari), ["Sendt. "]);
  assert.deepEqual([...authority.late.values()].map(({ text }) => text), ["Sendt. Usendt."]);
  assert.deepEqual(kari.told.filter(({ type }) => type.startsWith("kept")), []);
});

test("steps of a schema that this page does not know are handed in as words", async () => {
  const { kari, authority, settle } = await leftBehind();
  for (const record of kari.storage.shelves.outbox.values()) record.steps = [{ stepType: "hologram" }];
  kari.load();
  await settle();

  assert.deepEqual([...authority.late.values()].map(({ text }) => text), ["Sendt. Usendt."]);
  assert.equal(kari.storage.shelves.outbox.size, 0);
});

test("a device that only holds things in memory, or refuses them, says that they do not last", async () => {
  const { devices: [kari], settle } = room(1);
  await settle();
  kari.cut();
  assert.equal(kari.sync.status.lasts, true);
  kari.storage.lasts = false;
  type(kari, "Karis");
  await settle();
  assert.equal(kari.sync.status.lasts, false);
});

// Notes and states

function acts({ answers = {}, storage = new MemoryStorage() } = {}) {
  const time = new Time();
  const [told, called, handedIn] = [[], [], []];
  const call = async (method, path, body) => {
    called.push(`${method} ${path} ${body.text ?? body.state} ${body.client_id}`);
    return answers[method] ?? { status: 0, body: { type: "network" } };
  };
  const ours = { room: "r1", owner: "kari", storage, clock: time, tell: (event) => told.push(event) };
  const late = new LateQueue({ ...ours, post: async (document, body) => void handedIn.push([document, body.text]) });
  return { acts: new Acts({ ...ours, call, late }), answers, time, told, called, handedIn, storage };
}

const note = (client_id, text = "Notat") => ({ kind: "note", client_id, answer: "a1", prompt: "p1", text, member: null });
const state = (client_id, state) => ({ kind: "state", client_id, answer: "a1", state });
const waiting = ({ told }) => told.findLast(({ type }) => type === "acts").waiting.map(({ text, state }) => text ?? state);
const created = { status: 201, body: {} };

test("a note waits on the device, over a reload, and goes under its first name when there is net", async () => {
  const before = acts();
  before.acts.add(note("n1"));
  await before.time.run(60_000);
  assert.deepEqual(waiting(before), ["Notat"]);

  const after = acts({ storage: before.storage, answers: { POST: created } });
  await after.acts.load();
  await after.time.run();
  assert.deepEqual(after.called, ["POST /rooms/r1/notes Notat n1"]);
  assert.deepEqual([waiting(after), after.storage.shelves.acts.size], [[], 0]);
});

test("a note whose name stands for something else goes once, under another", async () => {
  const made = acts({ answers: { POST: { status: 409, body: { type: "name_taken" } } } });
  made.acts.add(note("n1"));
  await made.time.run(500);
  made.answers.POST = created;
  await made.time.run();

  const names = made.called.map((call) => call.split(" ").at(-1));
  assert.deepEqual([names.length, names[0], new Set(names).size], [2, "n1", 2]);
  assert.deepEqual([waiting(made), made.storage.shelves.acts.size], [[], 0]);
});

test("of what the room says of an answer only the last goes", async () => {
  const made = acts();
  for (const said of [state("s1", "done"), state("s2", null), state("s3", "nothing_to_add")]) await made.acts.add(said);
  made.called.length = 0;
  made.answers.PUT = { status: 200, body: {} };
  await made.time.run();

  assert.deepEqual([...new Set(made.called)], ["PUT /answers/a1 nothing_to_add s3"]);
  assert.equal(made.storage.shelves.acts.size, 0);
});

test("after closing a note is handed in, and of a state it is told that it came to nothing", async () => {
  const closed = { status: 409, body: { type: "closed" } };
  const made = acts({ answers: { POST: closed, PUT: closed } });
  made.acts.add(note("n1"));
  made.acts.add(state("s1", "done"));
  await made.time.run();

  assert.deepEqual(made.handedIn, [["a1", "Notat"]]);
  assert.deepEqual(made.told.filter(({ type }) => type.startsWith("act_")).map(({ kind }) => kind), ["state"]);
  assert.equal(made.storage.shelves.acts.size, 0);
});

test("a note that is refused for good stays on the device to be copied", async () => {
  const made = acts({ answers: { POST: { status: 404, body: { type: "not_found" } } } });
  made.acts.add(note("n1"));
  await made.time.run();

  assert.deepEqual([...made.storage.shelves.kept.values()].map(({ text }) => text), ["Notat"]);
});

test("what another session left waiting is not done in this one's name", async () => {
  const storage = new MemoryStorage();
  const former = acts({ storage });
  former.acts.owner = "ola";
  former.acts.add(note("n1"));
  former.acts.add(state("s1", "done"));
  await former.time.run(60_000);
  const made = acts({ storage, answers: { POST: created, PUT: created } });
  await made.acts.load();
  await made.time.run();

  assert.deepEqual([made.called, made.handedIn], [[], [["a1", "Notat"]]]);
  assert.deepEqual([waiting(made), made.told.filter(({ type }) => type !== "acts")], [[], []]);
});
