// A text that is dragged from one field into another is one deed: taken back and done again in both, or in neither.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dragging, move } from "../../static/js/editor/dragging.js";
import { redo, undo } from "../../static/js/text/undo.js";
import { cursor, lines, room } from "./model/room.mjs";

globalThis.navigator ??= { platform: "Linux" };

const viewOf = (document) => ({
  get state() {
    return document.state;
  },
  get editable() {
    return document.writable;
  },
  dispatch: (change) => document.dispatch(change),
});

const run = (view, command) => command(view.state, view.dispatch);
const write = (view, text, at = view.state.doc.content.size - 1) => view.dispatch(view.state.tr.insertText(text, at));
const remove = (view, from, to) => view.dispatch(view.state.tr.delete(from, to));

/** As the browser says it of a drag of what is selected in `source` to the end of `target`. */
function drag(source, target) {
  const { dragstart, drop } = dragging(() => {});
  const { from, to } = source.state.selection;
  dragstart(source);
  drop(target, { ctrlKey: false, altKey: false });
  const change = target.state.tr.insertText(source.state.doc.textBetween(from, to), target.state.doc.content.size - 1);
  move(target, change.setMeta("uiEvent", "drop"), target.dispatch);
}

/** Kari has dragged "two" from the first field into the second; Ola is there too. */
async function dragged() {
  const { devices, settle } = room(2, ["a1", "a2"]);
  const [[first, second], [theirFirst, theirSecond]] = devices.map(({ documents }) => documents.map(viewOf));
  write(first, "one two");
  write(second, "here: ");
  await settle();
  run(first, cursor(5, 8));
  drag(first, second);
  await settle();
  const shown = () => [first, second].map(({ state }) => lines(state).join("|"));
  const all = [first, second, theirFirst, theirSecond];
  const agree = () => assert.deepEqual(lines(theirFirst.state).concat(lines(theirSecond.state)), lines(first.state).concat(lines(second.state)));
  return { first, second, theirFirst, theirSecond, all, shown, agree, settle, kari: devices[0] };
}

const BEFORE = ["one two", "here: "];
const AFTER = ["one ", "here: two"];

for (const side of ["first", "second"]) {
  test(`one undo in the ${side} field takes a drag back, and one redo does it again`, async () => {
    const all = await dragged();
    assert.deepEqual(all.shown(), AFTER);
    for (let times = 0; times < 3; times++) {
      run(all[side], undo);
      await all.settle();
      assert.deepEqual(all.shown(), BEFORE);
      run(all[side], redo);
      await all.settle();
      assert.deepEqual(all.shown(), AFTER);
    }
    all.agree();
  });

  test(`a drag undone in the ${side} field is done again in the other`, async () => {
    const all = await dragged();
    run(all[side], undo);
    run(all[side === "first" ? "second" : "first"], redo);
    await all.settle();
    assert.deepEqual(all.shown(), AFTER);
  });

  test(`a drag is taken back in the ${side} field though one has written in the other since`, async () => {
    const all = await dragged();
    const other = side === "first" ? "second" : "first";
    write(all[other], "X", 1);
    write(all.theirFirst, "Y", 1);
    write(all.theirSecond, "Z", 1);
    await all.settle();
    run(all[side], undo);
    await all.settle();
    assert.deepEqual(all.shown().map((text) => text.replace(/[XYZ]/g, "")), BEFORE);
    assert.equal(all.shown().join("").replace(/[^XYZ]/g, "").length, 3);
    all.agree();
    run(all[other], undo);
    assert.ok(!all.shown().join("").includes("X"));
  });

  test(`where one field is closed, no undo in the ${side} takes half of a drag back`, async () => {
    const all = await dragged();
    all.kari.documents[side === "first" ? 1 : 0].writable = false;
    run(all[side], undo);
    assert.ok(all.shown()[1].endsWith("two"));
    assert.ok(!all.shown()[0].includes("two"));
    all.kari.documents.forEach((document) => (document.writable = true));
    run(all[side], undo);
    await all.settle();
    assert.ok(all.shown()[0].endsWith("two"));
  });

  test(`where one field has forgotten its half, no undo in the ${side} takes the other back`, async () => {
    const all = await dragged();
    all.kari.documents[side === "first" ? 1 : 0].giveUp();
    run(all[side], undo);
    await all.settle();
    assert.ok(all.shown()[1].endsWith("two"));
    assert.ok(!all.shown()[0].includes("two"));
  });
}

test("what others deleted in the field it went to comes back with the drag where it was", async () => {
  const all = await dragged();
  remove(all.theirSecond, 7, 10);
  await all.settle();
  run(all.second, undo);
  await all.settle();
  assert.deepEqual(all.shown(), BEFORE);
  all.agree();
});

test("what another deleted where it came from, before the drag was known there, is not lost by an undo", async () => {
  const { devices, settle } = room(2, ["a1", "a2"]);
  const [[first, second], [theirFirst]] = devices.map(({ documents }) => documents.map(viewOf));
  write(first, "one two");
  await settle();
  run(first, cursor(5, 8));
  remove(theirFirst, 5, 8);
  drag(first, second);
  await settle();
  run(second, undo);
  await settle();
  assert.equal(first.state.doc.textContent + second.state.doc.textContent, "one two");
});

test("a field that has no room for what would come back leaves the drag as it is", async () => {
  const all = await dragged();
  const full = all.kari.documents[0];
  full.dispatch = () => {};
  run(all.second, undo);
  assert.deepEqual(all.shown(), AFTER);
  delete full.dispatch;
  run(all.second, undo);
  await all.settle();
  assert.deepEqual(all.shown(), BEFORE);
});

test("what is typed right behind a dropped text is an act of its own", async () => {
  const all = await dragged();
  write(all.second, "!");
  run(all.second, undo);
  assert.deepEqual(all.shown(), AFTER);
  run(all.second, undo);
  assert.deepEqual(all.shown(), BEFORE);
});
