// One document: what a rebase does to text that others deleted around, and what notes carry.
import assert from "node:assert/strict";
import { test } from "node:test";
import { selectAll, splitBlock, toggleMark } from "prosemirror-commands";
import { wrapInList } from "prosemirror-schema-list";
import { OpenDocument } from "../../static/js/text/document.js";
import { paragraphs, sayMember } from "../../static/js/text/notes.js";
import { schema } from "../../static/js/text/schema.js";
import { undo } from "../../static/js/text/undo.js";
import { act, cursor, lines, linesOf, room, type } from "./model/room.mjs";

const ids = (device) => paragraphs(device.documents[0].state.doc).map(({ node }) => node.attrs.id);
const remove = (from, to) => (state, dispatch) => dispatch(state.tr.delete(from, to));
const heard = ({ told }, type) => told.filter((event) => event.type === type).length;

async function written(...notes) {
  const made = room();
  const [kari] = made.devices;
  for (const [number, note] of notes.entries()) {
    if (number) act(kari, splitBlock);
    type(kari, note);
  }
  await made.settle();
  return made;
}

test("text typed into a note that somebody deletes stands again in a note of its own beside it", async () => {
  const { devices: [kari, ola], settle } = await written("one", "two", "three");
  ola.cut();
  type(ola, "XYZ", 8); // t|wo
  act(kari, remove(5, 10));
  await settle();
  ola.connect();
  await settle();

  assert.deepEqual(linesOf(kari), ["one", "XYZ", "three"]);
  assert.deepEqual(linesOf(ola), linesOf(kari));
  assert.equal(heard(ola, "put_back"), 1);
  assert.equal(heard(kari, "put_back"), 0);
});

test("the cursor goes with it, so that one writes on", async () => {
  const { devices: [kari, ola], settle } = await written("one", "two", "three");
  ola.cut();
  type(ola, "XYZ", 8);
  act(kari, remove(5, 10));
  await settle();
  ola.connect();
  await settle();

  act(ola, (state, dispatch) => dispatch(state.tr.insertText("!")));
  assert.deepEqual(linesOf(ola), ["one", "XYZ!", "three"]);
});

test("text typed at the end of a note that is deleted does not end up in the note before", async () => {
  const { devices: [kari, ola], settle } = await written("one", "two");
  ola.cut();
  type(ola, " more");
  act(kari, remove(4, 9)); // from the end of one to the end of two
  await settle();
  ola.connect();
  await settle();

  assert.deepEqual(linesOf(ola), ["one", " more"]);
  assert.deepEqual(linesOf(kari), linesOf(ola));
});

test("but text of a note that is joined to another goes along", async () => {
  const { devices: [kari, ola], settle } = await written("one", "two");
  ola.cut();
  type(ola, " more");
  act(kari, (state, dispatch) => dispatch(state.tr.join(5)));
  await settle();
  ola.connect();
  await settle();

  assert.deepEqual(linesOf(ola), ["onetwo more"]);
});

test("a deletion that comes later than another's letters in the same place leaves those letters", async () => {
  const { devices: [kari, ola], settle } = await written("one", "two", "three");
  ola.cut();
  act(ola, remove(5, 10));
  type(kari, "XYZ", 8);
  await settle();
  ola.connect();
  await settle();

  assert.deepEqual(linesOf(ola), ["one", "XYZ", "three"]);
  assert.deepEqual(linesOf(kari), linesOf(ola));
});

test("all that is rescued out of one note gathers in one refuge, whoever rescues it", async () => {
  const { devices: [kari, ola], settle } = await written("one", "two", "three");
  ola.cut();
  act(ola, remove(5, 10));
  type(kari, "AB", 8);
  await settle();
  kari.cut();
  type(kari, "CD", 10);
  ola.connect();
  await settle();
  kari.connect();
  await settle();

  assert.deepEqual(linesOf(kari), ["one", "ABCD", "three"]);
});

test("two who delete the same note do not rescue the same letters twice", async () => {
  const made = room(3);
  const [kari, ola, per] = made.devices;
  type(kari, "one");
  act(kari, splitBlock);
  type(kari, "two");
  await made.settle();
  ola.cut();
  per.cut();
  for (const device of [ola, per]) act(device, remove(4, 9));
  type(kari, "XYZ", 7);
  await made.settle();
  for (const device of [ola, per]) device.connect();
  await made.settle();

  assert.equal(linesOf(kari).join("").match(/XYZ/g).length, 1);
  assert.deepEqual(linesOf(per), linesOf(kari));
});

test("what was typed and taken out again stays out, whatever others do around it", async () => {
  const { devices: [kari, ola], settle } = await written("one", "two");
  ola.cut();
  type(ola, "XYZ", 6); // before two
  act(ola, remove(6, 12));
  type(ola, "XYZ two", 6); // as a paste would, or an undo
  act(kari, remove(6, 9));
  await settle();
  ola.connect();
  await settle();

  assert.deepEqual(linesOf(ola), ["one", "XYZ two"]);
  assert.deepEqual(linesOf(kari), linesOf(ola));
});

test("a word does not go on in the note that another begins behind it", async () => {
  const { devices: [kari, ola], settle } = await written("kultur");
  kari.cut();
  type(kari, "skole");
  act(ola, cursor(7));
  act(ola, splitBlock);
  type(ola, "neste");
  await settle();
  kari.connect();
  await settle();

  assert.deepEqual(linesOf(kari), ["kulturskole", "neste"]);
});

test("a new note does not take another's last letters along", async () => {
  const { devices: [kari, ola], settle } = await written("kultur");
  ola.cut();
  act(ola, cursor(7));
  act(ola, splitBlock);
  type(ola, "neste");
  type(kari, "skole");
  await settle();
  ola.connect();
  await settle();

  assert.deepEqual(linesOf(ola), ["kulturskole", "neste"]);
});

test("every note has an id of its own from its first letter, also after split and copy", async () => {
  const { devices: [kari], settle } = await written("one", "two");
  const [one, two] = ids(kari);
  act(kari, cursor(2));
  act(kari, splitBlock);
  act(kari, (state, dispatch) => dispatch(state.tr.insert(0, state.doc.child(2))));
  await settle();

  const now = ids(kari);
  assert.equal(new Set(now).size, 4);
  assert.deepEqual([now[1], now[3]], [one, two], "the old ones keep theirs");
});

test("Enter at the beginning of a note leaves the address with the text", async () => {
  const { devices: [kari], settle } = await written("one");
  const [one] = ids(kari);
  act(kari, cursor(1));
  act(kari, splitBlock);
  await settle();

  assert.deepEqual(ids(kari), [null, one]);
});

test("a note begun while a member is lit is that member's, and can be given to another", async () => {
  const { devices: [kari], settle } = await written("free");
  kari.lit = "gol";
  act(kari, splitBlock);
  type(kari, "said");
  type(kari, " on", 5);
  const members = () => paragraphs(kari.documents[0].state.doc).map(({ node }) => node.attrs.member);
  assert.deepEqual(members(), [null, "gol"]);

  act(kari, sayMember("bø"));
  await settle();
  assert.deepEqual(members(), ["bø", "gol"]);
});

test("a text too long for the server is refused before it becomes a step", async () => {
  const { devices: [kari], authority, settle } = await written("one");
  type(kari, "x".repeat(60_000));
  for (let depth = 0; depth < 6; depth++) act(kari, wrapInList(schema.nodes.bullet_list));
  await settle();

  assert.ok(heard(kari, "too_large") >= 1);
  assert.equal(kari.sync.status.waits, false);
  assert.equal(authority.late.size, 0);
});

test("steps of an instance that another tab also used are taken as another's", async () => {
  const { devices: [kari], authority, settle } = await written("one");
  const [document] = kari.documents;
  const step = document.state.tr.insertText("x", 1).steps[0].toJSON();
  authority.take({ id: "1", document: "a1", version: document.version, client: document.client, steps: [step], epoch: authority.epoch });
  await settle();

  assert.deepEqual(lines(document.state), ["xone"]);
});

test("bold that two gave at once is undone in a step that the server knows", async () => {
  const { authority, devices: [kari, ola], settle } = await written("one", "two");
  const isBold = ({ documents: [{ state }] }) => JSON.stringify(state.doc).includes("strong");
  ola.cut();
  for (const each of [kari, ola]) {
    act(each, selectAll);
    act(each, toggleMark(schema.marks.strong));
  }
  await settle();
  ola.connect();
  await settle();
  assert.ok(isBold(kari) && isBold(ola));

  act(ola, undo);
  await settle();
  assert.ok(!isBold(ola) && !isBold(kari));
  assert.equal(authority.late.size, 0);
});

/** A document of its own, with others' steps as they come: `others(step, …)` takes `[from, to, text?]`. */
function opened(...notes) {
  const content = notes.map((text, at) => schema.node("paragraph", { id: `n${at}` }, schema.text(text)));
  const document = new OpenDocument({ name: "a1", version: 0, doc: schema.node("doc", null, content).toJSON() });
  const step = ([from, to, text]) => ({ stepType: "replace", from, to, ...(text && { slice: { content: [{ type: "text", text }] } }) });
  const others = (...steps) => document.receive(document.version, steps.map(step), steps.map(() => "others"));
  return { document, others, change: (make) => document.dispatch(make(document.state.tr)) };
}

test("text that strayed and was put back stands once, also when the note it had strayed to must stay", () => {
  const { document, others, change } = opened("one", "two", "three");
  change((tr) => tr.insertText(" more", 9));
  others([1, 9]); // all of one and of two, which leaves the note one
  assert.deepEqual(lines(document.state), [" more", "three"]);
  others([2, 9]); // and three, so that the note one, where it had strayed to, is the last

  assert.deepEqual(lines(document.state), ["", " more"]);
});

test("another's text that stands between letters that strayed stays where it is", () => {
  const { document, others, change } = opened("one", "two");
  change((tr) => tr.insertText("X", 7).insertText("Y", 10).delete(9, 10).delete(8, 9).delete(6, 7)); // only XY is left of two
  assert.deepEqual(lines(document.state), ["one", "XY"]);
  others([8, 8, "Q"], [4, 6]); // Q between w and o, and the two notes become one

  assert.deepEqual(lines(document.state), ["oneQ", "XY"]);
});

test("a rescue that turns out to be needless goes, and not a text that was rescued with it", () => {
  const { document, others, change } = opened("one", "two", "three", "four", "five");
  change((tr) => tr.insertText("XY", 7)); // into two
  change((tr) => tr.delete(19, 25)); // four
  others([19, 19, "Q"], [5, 10]); // into four; and two
  assert.deepEqual(lines(document.state), ["one", "XY", "three", "Q", "five"]);
  others([14, 15]); // Q

  assert.deepEqual(lines(document.state), ["one", "XY", "three", "five"]);
});

test("a rescue is not needless because our own text stands where the other's stood, as long as that", () => {
  const { document, others, change } = opened("abcd");
  change((tr) => tr.insertText("X", 1, 4));
  others([1, 4, "Q"]);
  assert.deepEqual(lines(document.state), ["Xd", "Q"]);
  others([3, 3, "!"]);

  assert.deepEqual(lines(document.state), ["Xd!", "Q"]);
});

test("what an earlier page made and what a rebase makes of it go as one, so that nobody can come between", () => {
  const { document, others, change } = opened("one", "two");
  document.replay({ steps: [{ stepType: "replace", from: 9, to: 9, slice: { content: [{ type: "text", text: " more" }] } }] });
  change((tr) => tr.insertText("!"));
  assert.equal(document.inherited, 1);
  document.listen(({ local }) => local && assert.equal(document.inherited, document.unconfirmed.length, "as it is kept, too"));
  others([4, 9]); // from the end of one to the end of two
  assert.deepEqual(lines(document.state), ["one", " more!"]);
  assert.ok(document.unconfirmed.length > 2);
  assert.equal(document.inherited, document.unconfirmed.length);

  document.confirm(document.version + document.inherited);
  assert.deepEqual([document.inherited, document.unconfirmed.length], [0, 0]);
});
