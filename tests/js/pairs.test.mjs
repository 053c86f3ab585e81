// No step cuts a character in two, whatever an editor or an input method comes up with.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection } from "prosemirror-state";
import { sound } from "../../static/js/text/pairs.js";
import { schema, unfit } from "../../static/js/text/schema.js";
import { seeded } from "./model/chance.mjs";

const { strong } = schema.marks;
const stateOf = (...texts) =>
  EditorState.create({ doc: schema.node("doc", null, texts.map((text) => schema.node("paragraph", null, schema.text(text)))) });
const textOf = (doc) => doc.textBetween(0, doc.content.size, "\n");

test("deleting half of an emoji deletes all of it", () => {
  const state = stateOf("a😀b");
  assert.equal(textOf(sound(state, state.tr.delete(3, 4)).doc), "ab");
});

test("an emoji may become another with the same first half", () => {
  const state = stateOf("a😀b");
  const change = sound(state, state.tr.insertText("\ude01", 3, 4));
  assert.equal(textOf(change.doc), "a😁b");
  assert.deepEqual([change.steps[0].from, change.steps[0].to], [2, 4]);
});

test("text that no note may hold stays out, and a line break becomes a space", () => {
  const state = stateOf("ab");
  assert.equal(textOf(sound(state, state.tr.insertText("1\u00002\n3\ud8004", 2)).doc), "a12 34b");
});

test("a sound change is left as it is", () => {
  const state = stateOf("a😀b");
  const change = state.tr.insertText("å😀", 2);
  assert.equal(sound(state, change), change);
});

for (const [anchor, head, selected] of [
  [3, 3, ""],
  [3, 5, "😀b"],
  [5, 3, "😀b"],
  [1, 3, "a😀"],
]) {
  test(`no selection ends between the halves of an emoji: ${anchor} to ${head}`, () => {
    const state = stateOf("a😀bc");
    const { selection } = sound(state, state.tr.setSelection(TextSelection.create(state.doc, anchor, head)));
    assert.equal(state.doc.textBetween(selection.from, selection.to), selected);
    assert.equal(selection.anchor <= selection.head, anchor <= head);
  });
}

test("thousands of careless changes leave only whole characters, and steps with whole edges", () => {
  const chance = seeded(3);
  const halves = ["a", "😀", "\ud83d", "\ude00", "é", "\u0000", "𠀀"];
  for (let round = 0; round < 3_000; round++) {
    const state = stateOf("a😀😁b", "𠀀x𠀁");
    const change = state.tr;
    for (let count = 1 + chance.below(3); count > 0; count--) {
      const from = 1 + chance.below(5);
      const to = Math.min(from + chance.below(4), 7);
      if (chance() < 0.3) change.addMark(from, to, strong.create());
      else change.replaceWith(from, to, chance() < 0.3 ? [] : schema.text(chance.one(halves) + chance.one(halves)));
    }
    const made = sound(state, change);
    assert.equal(textOf(made.doc).replaceAll("\n", "").search(unfit), -1);
    made.steps.forEach((step) => JSON.stringify(step.toJSON()).search(/\\ud[89a-f]/i) < 0 || assert.fail("half a pair in a step"));
  }
});
