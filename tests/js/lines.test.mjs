// Plain text from the clipboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Slice } from "prosemirror-model";
import { linesToNotes } from "../../static/js/paste/lines.js";
import { schema } from "../../static/js/text/schema.js";

const pasted = (text) => Slice.fromJSON(schema, linesToNotes(text));
const shape = (text) => {
  const { content, openStart, openEnd } = pasted(text);
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

test("bullets of PDFs are bullets, and items are done or not", () => {
  assert.deepEqual(shape("\uf0b7 a\n\uf0a7 b"), [["bullet_list: a|b"], 0, 0]);
  assert.deepEqual(shape("- [x] a\n- [ ] b\n- [c] d"), [["bullet_list: ☑ a|☐ b|[c] d"], 0, 0]);
});

test("what nobody sees is left out, and what joins stays", () => {
  assert.deepEqual(shape("kul\u00adtur\u200b\ufeff di\ufb00us \u202aa\u202c"), [["paragraph: kultur diffus a"], 1, 1]);
  for (const text of ["👩\u200d🏫❤\ufe0f", "می\u200cخواهم", "אב\u200f.", "ไทย\u200bดี"]) assert.deepEqual(shape(text), [[`paragraph: ${text}`], 1, 1]);
});

const levels = (text) => {
  const found = [];
  const walk = (node, level) =>
    node.forEach((child) => (child.isTextblock ? found.push(`${level}${child.textContent}`) : walk(child, level + child.type.name.endsWith("_list"))));
  walk(pasted(text).content, 0);
  return found.join(" ");
};

test("items stand as deep as they were indented, and no deeper than lists go", () => {
  assert.equal(levels("• a\n  • b\n    • c\n  • d\n• e"), "1a 2b 3c 2d 1e");
  assert.equal(levels("1. a\n\t- b\n\t- c\n2. d"), "1a 2b 2c 1d");
  assert.equal(levels("- a\n    - b\n  - c\n- d"), "1a 2b 2c 1d");
  assert.equal(levels("- 1\n  - 2\n    - 3\n      - 4\n- 5"), "11 22 33 34 15");
  assert.equal(levels("   - a\n     - b\nslutt\n  - c"), "1a 2b 0slutt 1c");
  assert.equal(levels(" 9. a\n10. b"), "1a 1b");
  assert.equal(levels("•\ta\no\tb\n▪\tc\n•\td"), "1a 2b 3c 1d");
  assert.equal(shape("1. a\n   • b\n2. c")[0].length, 1);
});
