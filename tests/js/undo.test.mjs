// Undo and redo: one's own letters go and come, whatever stands between them meanwhile, and nobody else's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deleteSelection, joinBackward, selectAll, splitBlock } from "prosemirror-commands";
import { Fragment, Slice } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { paragraphs, sayMember } from "../../static/js/text/notes.js";
import { schema } from "../../static/js/text/schema.js";
import { redo, undo } from "../../static/js/text/undo.js";
import { act, cursor, lines, linesOf, room, type } from "./model/room.mjs";

const { bullet_list, list_item } = schema.nodes;
const notes = (device) => paragraphs(device.documents[0].state.doc).map(({ node }) => node.textContent);
const idOf = (device, text) => paragraphs(device.documents[0].state.doc).find(({ node }) => node.textContent === text)?.node.attrs.id;

/** Where `text` begins in what `device` shows. */
function at(device, text) {
  for (const { node, pos } of paragraphs(device.documents[0].state.doc)) {
    const index = node.textContent.indexOf(text);
    if (index >= 0) return pos + 1 + index;
  }
  throw new Error(`no ${text}`);
}
const paste = (...texts) => (state, dispatch) => {
  const blocks = texts.map((text) => schema.node("paragraph", null, schema.text(text)));
  dispatch(state.tr.replaceSelection(new Slice(Fragment.from(blocks), 1, 1)));
};
const remove = (from, to) => (state, dispatch) => dispatch(state.tr.delete(from, to));

/** Kari and Ola in what Per wrote, their cursors at its end. */
async function begun(...texts) {
  const made = room(3);
  const [kari, ola, per] = made.devices;
  for (const [number, text] of texts.entries()) {
    if (number) act(per, splitBlock);
    type(per, text);
  }
  await made.settle();
  for (const each of [kari, ola]) act(each, (state, dispatch) => cursor(state.doc.content.size - 1)(state, dispatch));
  return { ...made, kari, ola };
}

/** Ola begins a note of his own behind the one that ends with `text`. */
function noteAfter(ola, text, words) {
  act(ola, cursor(at(ola, text) + text.length));
  act(ola, splitBlock);
  act(ola, (state, dispatch) => dispatch(state.tr.insertText(words)));
}

async function both({ kari, ola, settle }, command, expected) {
  act(kari, command);
  await settle();
  assert.deepEqual(notes(kari), expected);
  assert.deepEqual(notes(ola), expected);
}

test("three lines are pasted, another writes a note between them: undo takes the lines and leaves the note", async () => {
  const all = await begun("before");
  const { kari, ola, settle } = all;
  act(kari, splitBlock);
  act(kari, paste("one", "two", "three"));
  await settle();
  noteAfter(ola, "two", "Olas");
  await settle();

  await both(all, undo, ["before", "Olas"]);
  await both(all, redo, ["before", "one", "two", "Olas", "three"]);
});

test("what was pasted and at once deleted comes back, beside what another wrote since", async () => {
  const all = await begun("");
  const { kari, ola, settle } = all;
  act(kari, paste("one", "two"));
  await settle();
  act(kari, selectAll);
  act(kari, deleteSelection); // within the half second in which typed letters are one act
  await settle();
  type(ola, "Olas");
  await settle();

  await both(all, undo, ["one", "two", "Olas"]);
  await both(all, undo, ["", "Olas"]); // the blank note that there was before the paste
});

test("a word typed over another, and letters deleted after it, are taken back one after the other", async () => {
  const all = await begun("a world here");
  const { kari } = all;
  act(kari, cursor(3, 8));
  for (const letter of "room") act(kari, (state, dispatch) => dispatch(state.tr.insertText(letter)));
  for (let count = 0; count < 2; count++) act(kari, ({ tr, selection: { head } }, dispatch) => dispatch(tr.delete(head - 1, head)));

  await both(all, undo, ["a room here"]);
  await both(all, undo, ["a world here"]);
});

test("letters that another wrote into a pasted line stay, each where it was", async () => {
  const all = await begun("before");
  const { kari, ola, settle } = all;
  act(kari, splitBlock);
  act(kari, paste("one", "two", "three"));
  await settle();
  type(ola, "!", at(ola, "two") + 1);
  type(ola, "?", at(ola, "hree"));
  await settle();

  await both(all, undo, ["before", "!", "?"]);
});

for (const [name, select] of [["all", selectAll], ["from the first letter to the last", (state, dispatch) => cursor(1, state.doc.content.size - 1)(state, dispatch)]]) {
  test(`${name} is deleted, another writes: undo brings the text back beside what the other wrote`, async () => {
    const all = await begun("one", "two");
    const { kari, ola, settle } = all;
    act(kari, select);
    act(kari, deleteSelection);
    await settle();
    type(ola, "Olas");
    await settle();

    await both(all, undo, ["one", "two", "Olas"]);
    await both(all, redo, ["Olas"]);
    await both(all, undo, ["one", "two", "Olas"]);
  });

  test(`${name} is replaced, another writes on: undo brings the text back, and takes what it was replaced with`, async () => {
    const all = await begun("one", "two");
    const { kari, ola, settle } = all;
    act(kari, select);
    act(kari, paste("new", "newer"));
    await settle();
    noteAfter(ola, "new", "Olas");
    await settle();

    await both(all, undo, ["one", "two", "Olas"]);
  });
}

test("a word was replaced, another wrote into the new one: the old one comes back and the other's letters stay", async () => {
  const all = await begun("a world here");
  const { kari, ola, settle } = all;
  act(kari, cursor(3, 8));
  act(kari, (state, dispatch) => dispatch(state.tr.insertText("room")));
  await settle();
  type(ola, "XY", at(ola, "room") + 2);
  await settle();

  await both(all, undo, ["a worldXY here"]);
  await both(all, redo, ["a roXYom here"]);
});

test("what another deleted of one's own is not brought back by one's redo, only by the other", async () => {
  const all = await begun("before");
  const { kari, ola, settle } = all;
  type(kari, " and more");
  await settle();
  act(ola, remove(at(ola, " and more"), at(ola, " and more") + 9));
  await settle();

  await both(all, undo, ["before"]);
  await both(all, redo, ["before"]);
  act(ola, undo);
  await settle();
  assert.deepEqual(notes(kari), ["before and more"]);
});

test("two deleted the same words at once: they come back once", async () => {
  const all = await begun("keep these words");
  const { kari, ola, settle } = all;
  ola.cut();
  for (const each of [kari, ola]) act(each, remove(5, 11));
  await settle();
  ola.connect();
  await settle();
  act(ola, undo);
  await both(all, undo, ["keep these words"]);
});

test("who deletes and undoes without net does not bring back what another deleted meanwhile", async () => {
  const all = await begun("keep these words");
  const { kari, ola, settle } = all;
  ola.cut();
  for (const step of [remove(5, 11), undo, redo, undo]) act(ola, step);
  assert.deepEqual(notes(ola), ["keep these words"]);
  act(kari, remove(5, 11));
  await settle();
  ola.connect();
  await settle();
  assert.deepEqual(notes(kari), ["keep words"]);
  await both(all, undo, ["keep these words"]);
});

test("what was rescued out of a deleted note stands once when the note is brought back", async () => {
  const all = await begun("one", "two", "three");
  const { kari, ola, settle } = all;
  ola.cut();
  act(ola, remove(5, 10));
  type(kari, "XYZ", 8);
  await settle();
  ola.connect();
  await settle();
  assert.deepEqual(linesOf(ola), ["one", "XYZ", "three"]);
  act(ola, undo);
  await settle();

  assert.deepEqual(notes(kari).sort(), ["XYZ", "one", "three", "two"]);
  assert.deepEqual(notes(ola), notes(kari));
});

test("whoever rescued another's text does not take it away with an undo", async () => {
  const all = await begun("one", "two", "three");
  const { kari, ola, settle } = all;
  ola.cut();
  act(ola, remove(5, 10));
  type(kari, "XYZ", 8);
  await settle();
  ola.connect();
  await settle();
  for (let count = 0; count < 5; count++) act(ola, undo);
  await settle();

  assert.ok(notes(kari).includes("XYZ"));
});

test("one's own rescued text goes with the undo of its typing", async () => {
  const all = await begun("one", "two", "three");
  const { kari, ola, settle } = all;
  ola.cut();
  type(ola, "XYZ", 8);
  act(kari, remove(5, 10));
  await settle();
  ola.connect();
  await settle();
  assert.deepEqual(linesOf(ola), ["one", "XYZ", "three"]);
  act(ola, undo);
  await settle();

  assert.deepEqual(notes(kari).filter(Boolean), ["one", "three"]);
});

test("a split is undone around what another wrote behind it, and stays where the other began a note in it", async () => {
  const all = await begun("kulturskole");
  const { kari, ola, settle } = all;
  act(kari, cursor(7));
  act(kari, splitBlock);
  await settle();
  type(ola, "X", at(ola, "kultur") + 6);
  await settle();
  await both(all, undo, ["kulturXskole"]);

  await both(all, redo, ["kulturX", "skole"]);
  noteAfter(ola, "kulturX", "Olas");
  await settle();
  act(kari, undo);
  await settle();
  assert.deepEqual(notes(kari), ["kulturX", "Olas", "skole"], "in a note of its own");
});

test("a join is undone, also where another has written into the joined note", async () => {
  const all = await begun("one", "two");
  const { kari, ola, settle } = all;
  act(kari, cursor(6));
  act(kari, joinBackward);
  await settle();
  type(ola, "X", 2);
  type(ola, "Y");
  await settle();

  await both(all, undo, ["oXne", "twoY"]);
});

test("a list is undone and done again, with what another wrote into its items", async () => {
  const all = await begun("one", "two");
  const { kari, ola, settle } = all;
  act(kari, selectAll);
  act(kari, wrapInList(bullet_list));
  await settle();
  type(ola, "X", at(ola, "one") + 3);
  await settle();

  await both(all, undo, ["oneX", "two"]);
  assert.ok(!JSON.stringify(kari.documents[0].state.doc).includes("list"));
  await both(all, redo, ["oneX", "two"]);
  assert.ok(JSON.stringify(ola.documents[0].state.doc).includes("list"));
});

test("items that another put into one's list stay when the list is undone", async () => {
  const all = await begun("one");
  const { kari, ola, settle } = all;
  act(kari, selectAll);
  act(kari, wrapInList(bullet_list));
  for (const word of ["two", "three"]) {
    act(kari, cursor(kari.documents[0].state.doc.content.size - 3));
    act(kari, splitListItem(list_item));
    act(kari, (state, dispatch) => dispatch(state.tr.insertText(word)));
  }
  await settle();
  act(ola, cursor(at(ola, "two") + 3));
  act(ola, splitListItem(list_item));
  act(ola, (state, dispatch) => dispatch(state.tr.insertText("Olas")));
  act(ola, sinkListItem(list_item));
  await settle();
  for (let count = 0; count < 6; count++) act(kari, undo);
  await settle();
  assert.deepEqual(notes(kari), ["one", "Olas"]);
  for (let count = 0; count < 6; count++) act(kari, redo);
  await settle();
  assert.deepEqual(notes(kari).sort(), ["Olas", "one", "three", "two"]);
  act(kari, cursor(at(kari, "two")));
  act(kari, liftListItem(list_item));
  act(kari, undo);
  await settle();
  assert.deepEqual(notes(ola).sort(), ["Olas", "one", "three", "two"]);
});

test("a note in which another wrote keeps its address when its first words are undone", async () => {
  const all = await begun("before");
  const { kari, ola, settle } = all;
  act(kari, splitBlock);
  act(kari, (state, dispatch) => dispatch(state.tr.insertText("mine")));
  await settle();
  type(ola, " and yours", at(ola, "mine") + 4);
  await settle();
  const id = idOf(kari, "mine and yours");
  await both(all, undo, ["before", " and yours"]);

  assert.equal(idOf(kari, " and yours"), id);
});

test("whom a note comes from is undone, unless another has said so since", async () => {
  const all = await begun("before");
  const { kari, ola, settle } = all;
  const member = () => kari.documents[0].state.doc.firstChild.attrs.member;
  act(kari, sayMember("gol"));
  await settle();
  act(kari, undo);
  assert.equal(member(), null);
  act(kari, redo);
  assert.equal(member(), "gol");
  await settle();
  act(ola, sayMember("bø"));
  await settle();
  act(kari, undo);

  assert.equal(member(), "bø");
});

test("what was typed, deleted and brought back can still be undone", async () => {
  const all = await begun("before");
  const { kari, settle } = all;
  type(kari, " more");
  await settle();
  act(kari, (state, dispatch) => dispatch(state.tr.delete(1, 12).setTime(Date.now() + 1_000))); // an act of its own
  await settle();
  await both(all, undo, ["before more"]);
  await both(all, undo, ["before"]);
  await both(all, redo, ["before more"]);
});

test("an undo goes on to the act before when nothing is left of the last", async () => {
  const all = await begun("before");
  const { kari, ola, settle } = all;
  type(kari, "A", 1);
  await settle();
  type(kari, "Z");
  await settle();
  act(ola, remove(at(ola, "Z"), at(ola, "Z") + 1));
  await settle();

  await both(all, undo, ["before"]);
});

test("thousands of others' changes do not cost the undo of one's own last words", async () => {
  const all = await begun("before");
  const { kari, ola, settle } = all;
  type(kari, " mine");
  await settle();
  for (let count = 0; count < 600; count++) {
    type(ola, "o", 1);
    if (count % 50 === 0) await settle();
  }
  await settle();
  await both(all, undo, [`${"o".repeat(600)}before`]);
  assert.deepEqual(lines(kari.documents[0].state).length, 1);
});
