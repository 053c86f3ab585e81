// Plain text from the clipboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { linesToNotes } from "../../static/js/editor/lines.js";

const shape = (text) => {
  const { content, openStart, openEnd } = linesToNotes(text);
  return [content.content.map((node) => `${node.type.name}: ${node.textBetween(0, node.content.size, "|", "¦")}`), openStart, openEnd];
};

test("one line merges with the text it is put into, and is never taken for an item", () => {
  assert.deepEqual(shape("- bare en linje"), [["paragraph: - bare en linje"], 1, 1]);
});

test("lines are notes, blank lines are none, whatever ends them", () => {
  assert.deepEqual(shape("en\r\n\r\nto\rtre\u2028fire"), [["paragraph: en", "paragraph: to", "paragraph: tre", "paragraph: fire"], 1, 1]);
});

test("bullets and numbers that follow each other are lists", () => {
  assert.deepEqual(shape("• a\n– b\n1. c\n2) d\n7. e"), [["bullet_list: a|b", "ordered_list: c|d", "ordered_list: e"], 0, 0]);
});

test("what no note may hold is left out", () => {
  assert.deepEqual(shape("a\u0000b\ud800c"), [["paragraph: abc"], 1, 1]);
});

test("a soft break stays a break, and other signs for machines are left out", () => {
  assert.deepEqual(shape("a\u000bb\u0002\u0085c"), [["paragraph: a¦b", "paragraph: c"], 1, 1]);
});
