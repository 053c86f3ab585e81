// No step may cut a surrogate pair or bring in text that no note may hold: prosemirror-py raises on the first,
// and the server refuses the second. A change that would is made again as one step that does not.
import { Fragment } from "prosemirror-model";
import { Selection, TextSelection } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { unfit } from "./schema.js";

const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;
const unitAt = (node, at) => (node?.isText ? node.text.charCodeAt(at < 0 ? node.text.length - 1 : at) : 0);

/** Whether `pos` lies between the two halves of one character. */
function cutsPair(doc, pos) {
  const $pos = doc.resolve(pos);
  const { textOffset, nodeBefore, nodeAfter } = $pos;
  if (!textOffset) return isHigh(unitAt(nodeBefore, -1)) && isLow(unitAt(nodeAfter, 0));
  const node = $pos.parent.child($pos.index());
  return isHigh(unitAt(node, textOffset - 1)) && isLow(unitAt(node, textOffset));
}

function isFit(content) {
  let fit = true;
  content.descendants((node) => {
    if (node.isText && node.text.search(unfit) >= 0) fit = false;
  });
  return fit;
}

function isSound(step, doc) {
  const edges = [step.from, step.to, step.gapFrom, step.gapTo].filter((pos) => pos !== undefined);
  return !edges.some((pos) => cutsPair(doc, pos)) && (!step.slice || isFit(step.slice.content));
}

function cleaned(node) {
  if (node.isText) {
    const text = node.text.replace(unfit, (found) => (/[\s\u001c-\u001e\u0085]/.test(found) ? " " : ""));
    return text ? node.type.schema.text(text, node.marks) : null;
  }
  const children = [];
  node.forEach((child) => children.push(cleaned(child)));
  return node.copy(Fragment.from(children.filter(Boolean)));
}

/** The one step from `before` to `after`, its edges outside of all pairs; null when they are equal. */
export function difference(before, after) {
  let start = before.content.findDiffStart(after.content);
  if (start === null) return null;
  let { a, b } = before.content.findDiffEnd(after.content);
  const overlap = Math.max(0, start - Math.min(a, b));
  a += overlap;
  b += overlap;
  while (cutsPair(before, start) || cutsPair(after, start)) start -= 1;
  while (cutsPair(before, a) || cutsPair(after, b)) [a, b] = [a + 1, b + 1];
  return new ReplaceStep(start, a, after.slice(start, b));
}

/** `selection` with both ends outside of all pairs: whatever is done with it then is sound by itself. */
function outside(doc, selection) {
  const { anchor, head, empty } = selection;
  if (!cutsPair(doc, anchor) && !cutsPair(doc, head)) return selection;
  const edge = (pos, outwards) => (cutsPair(doc, pos) ? pos + outwards : pos);
  const back = anchor > head ? 1 : -1;
  return TextSelection.create(doc, edge(anchor, back), edge(head, empty ? back : -back));
}

/**
 * `transaction`, or a sound one that comes as close to it as can be. That one may take text away and put the same text
 * in again, which others' changes can part from each other, so it is kept for what no selection can prevent.
 */
export function sound(state, transaction) {
  if (transaction.steps.every((step, at) => isSound(step, transaction.docs[at]))) {
    const { doc, selection } = transaction;
    const whole = outside(doc, selection);
    return whole === selection ? transaction : transaction.setSelection(whole);
  }
  const wanted = cleaned(transaction.doc);
  const made = state.tr;
  Object.assign(made.meta, transaction.meta);
  const step = difference(state.doc, wanted);
  if (step) made.step(step);
  const { anchor, head } = transaction.selection;
  const inside = (pos) => made.doc.resolve(Math.min(pos, made.doc.content.size));
  const found = Selection.near(inside(Math.max(anchor, head)));
  return made.setSelection(outside(made.doc, found));
}
