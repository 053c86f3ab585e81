// How one's own acts are taken back. Others may have written in what one wrote, and where one deleted: only what one put in
// oneself goes, letter by letter, and only what one took out oneself comes again. What others wrote stays where it is.
import { Fragment, Slice } from "prosemirror-model";
import { AttrStep, ReplaceAroundStep, ReplaceStep } from "prosemirror-transform";
import { dropBlank } from "./blanks.js";
import { survivors } from "./fates.js";
import { merged } from "./inserted.js";
import { isInline } from "./steps.js";

const isIn = (ranges) => (pos) => ranges.some(({ from, to }) => from <= pos && pos < to);

/**
 * `content`, which stood at `pos`, with what `keeps` says of each letter. Notes that lose all go, but not at an open end nor
 * around `hold`; `gone(pos, size)` hears of all that goes.
 */
function thinned(content, pos, how, openStart, openEnd) {
  const { keeps, hold, gone } = how;
  const nodes = [];
  content.forEach((node, offset, index) => {
    const at = pos + offset;
    if (node.isText) {
      const left = node.text.split("").filter((_, unit) => keeps(at + unit) || gone(at + unit, 1)).join("");
      if (left) nodes.push(node.type.schema.text(left, node.marks));
    } else if (node.isLeaf) {
      if (keeps(at) || gone(at, 1)) nodes.push(node);
    } else {
      const [start, end] = [index ? 0 : openStart, index === content.childCount - 1 ? openEnd : 0];
      const left = thinned(node.content, at + 1, how, start - 1, end - 1);
      const isHeld = start > 0 || end > 0 || (at < hold && hold < at + node.nodeSize);
      if (isHeld || left.size || !node.content.size) nodes.push(node.copy(left));
      else gone(at, 2);
    }
  });
  return Fragment.from(nodes);
}

/** Of what `inverse` brings back, `{slice, insert}`, only what lay in `ranges`; `insert` is where a gap goes into it. */
function only({ from, gapFrom, gapTo, insert = 0, slice }, ranges) {
  const { content, openStart, openEnd } = slice;
  const isGap = gapFrom !== undefined;
  const isThere = isIn(ranges);
  const hold = isGap ? from + insert : null;
  let before = 0; // what goes before the gap
  const gone = (pos, size) => void (before += isGap && pos < hold ? size : 0);
  const keeps = (pos) => isThere(isGap && pos >= hold ? pos + gapTo - gapFrom : pos);
  const left = thinned(content, from - openStart, { keeps, hold, gone }, openStart, openEnd);
  return { slice: new Slice(left, openStart, openEnd), insert: insert - before };
}

/** The notes that `ranges` reach, the last first: `{pos, letters, isOwn}`, where `isOwn` is whether they begin or end one. */
function notesIn(doc, ranges) {
  const found = new Map();
  const isThere = isIn(ranges);
  for (const { from, to } of ranges) {
    doc.nodesBetween(from, to, (node, pos) => {
      if (!node.isTextblock) return true;
      const end = pos + node.nodeSize - 1;
      const letters = { from: Math.max(from, pos + 1), to: Math.min(to, end) };
      const note = found.get(pos) ?? { pos, letters: [], isOwn: isThere(pos) || isThere(end) };
      if (letters.from < letters.to) note.letters.push(letters);
      found.set(pos, note);
      return false;
    });
  }
  return [...found.values()].sort((one, other) => other.pos - one.pos);
}

function countNotes(content) {
  let count = 0;
  content.descendants((node) => void (count += node.isTextblock ? 1 : 0));
  return count;
}

export class TakingBack {
  /** `log` is what has changed in the document of `state`. */
  constructor(state, log) {
    this.transaction = state.tr;
    this.log = log;
  }

  /** Take the acts back, the last first; ids and members after the text, since they go only with all of it. */
  take(acts) {
    const isAttribute = ({ step }) => step instanceof AttrStep;
    const back = [...acts].reverse();
    const written = acts.some(({ step }) => step instanceof ReplaceStep);
    for (const act of back) if (!isAttribute(act)) this.#one(act);
    for (const act of back) if (isAttribute(act)) this.#attribute(act, written);
  }

  #one(act) {
    const { at, step, inverse } = act;
    if (step instanceof ReplaceStep) this.#replace(act);
    else if (step instanceof ReplaceAroundStep) this.#unwrap(act);
    else this.#step(inverse.map(this.log.since(at + 1)), at);
  }

  /** What was wrapped or unwrapped, or joined over a border; where that fails the text comes again at least. */
  #unwrap({ at, inverse, removed }) {
    const through = this.log.since(at + 1);
    const { slice, insert } = only(inverse, removed);
    const mapped = inverse.map(through);
    if (mapped) {
      const { from, to, gapFrom, gapTo, structure } = mapped;
      const make = (isCareful) => new ReplaceAroundStep(from, to, gapFrom, gapTo, slice, insert, isCareful);
      const isSound = !make(true).apply(this.transaction.doc).failed; // it would fail where others' text would go
      if (isSound && this.#step(make(structure), at)) return;
    }
    if (!slice.content.textBetween(0, slice.content.size, "", " ")) return;
    const place = through.map(inverse.from);
    this.#by((transaction) => transaction.replace(place, place, slice));
  }

  #attribute({ at, step, inverse }, written) {
    const { pos, deletedAfter } = this.log.since(at + 1).mapResult(step.pos, 1);
    const node = deletedAfter ? null : this.transaction.doc.nodeAt(pos);
    if (node?.attrs[step.attr] !== step.value) return; // another has chosen since
    if (written && inverse.value === null && node.textContent.trim()) return; // others write on in the note
    this.#step(new AttrStep(pos, step.attr, inverse.value), at);
  }

  #step(step, undoes) {
    if (!step || this.transaction.maybeStep(step).failed) return false;
    this.log = this.log.add(step.getMap(), undoes);
    return true;
  }

  #by(change, undoes) {
    const { mapping } = this.transaction;
    const before = mapping.maps.length;
    change(this.transaction);
    for (const map of mapping.maps.slice(before)) this.log = this.log.add(map, undoes);
  }

  #replace(act) {
    const { at, inverse, removed } = act;
    const through = this.log.since(at + 1);
    const stands = merged(survivors(through, [inverse]));
    const { slice } = only(inverse, removed);
    if (!slice.size && !stands.length) return;
    const from = stands[0]?.from ?? through.map(inverse.from, isInline(slice) ? -1 : 1);
    const to = stands[0]?.to ?? from;
    const isWhole = stands.length < 2 && !this.#joinsOthers(through, inverse, from, to);
    const beside = isWhole ? this.#beside(slice, through, inverse, from, to) : null;
    const before = this.transaction.mapping.maps.length;
    if (isWhole && beside === null && this.#step(new ReplaceStep(from, to, slice), at)) return;
    const undoes = stands.length ? undefined : at;
    if (beside === null || !this.#step(new ReplaceStep(beside, beside, new Slice(slice.content, 0, 0)))) {
      this.#by((transaction) => transaction.replace(from, from, slice), undoes);
    }
    this.#clear(survivors(this.transaction.mapping.slice(before), stands));
  }

  /** Whether a border would go on one side of which nothing stands but what others wrote since: it became their note. */
  #joinsOthers(through, { from: start, to: end }, from, to) {
    const [$from, $to] = [from, to].map((pos) => this.transaction.doc.resolve(pos));
    if ($from.sameParent($to)) return false;
    const before = $from.parentOffset > 0 && through.map(start, -1) <= $from.start();
    const behind = to < $to.end() && through.map(end, 1) >= $to.end();
    return ($from.parent.isTextblock && before) || ($to.parent.isTextblock && behind);
  }

  /**
   * Where several notes come again before the note in which nothing is left but what others wrote since: it would run on in
   * the last of them. Null when this is not so.
   */
  #beside(slice, through, { from: start, to: end }, from, to) {
    const $from = this.transaction.doc.resolve(from);
    const { parent, depth } = $from;
    if (!parent.isTextblock || to > $from.end() || parent.content.size === to - from) return null;
    if (through.map(start, -1) > $from.start() || through.map(end, 1) < $from.end()) return null;
    if (countNotes(slice.content) < 2 || slice.openStart < 1 || slice.openStart > depth) return null;
    return $from.before(depth - slice.openStart + 1);
  }

  /** Own letters go, and with them the notes that one began oneself and in which nothing else stands. */
  #clear(ranges) {
    for (const { pos, letters, isOwn } of notesIn(this.transaction.doc, ranges)) {
      for (const { from, to } of letters.reverse()) this.#by((transaction) => transaction.delete(from, to));
      if (isOwn) this.#by((transaction) => dropBlank(transaction, pos + 1));
    }
  }
}
