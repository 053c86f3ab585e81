// How one's own acts are taken back. Others may have written in what one wrote, and where one deleted: only what one put in
// oneself goes, letter by letter, and only what one took out oneself comes again. What others wrote stays where it is.
import { Slice } from "prosemirror-model";
import { AttrStep, ReplaceAroundStep, ReplaceStep, replaceStep } from "prosemirror-transform";
import { dropBlank } from "./blanks.js";
import { isIn, only, piecesOf } from "./broughtback.js";
import { survivors } from "./fates.js";
import { insertedBy, merged } from "./inserted.js";
import { again, isInline, isOver } from "./steps.js";

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

  /**
   * What was wrapped or unwrapped, joined over a border, or pasted around what stood there (an open slice is fitted so);
   * where that fails the text comes again at least, and the own letters go.
   */
  #unwrap({ at, step, inverse, removed }) {
    const through = this.log.since(at + 1);
    const stands = survivors(through, insertedBy([step.getMap()]));
    const { slice, insert, kept } = only(inverse, this.log.away(at, removed));
    const mapped = inverse.map(through);
    if (mapped) {
      const { from, to, gapFrom, gapTo, structure } = mapped;
      const make = (isCareful) => new ReplaceAroundStep(from, to, gapFrom, gapTo, slice, insert, isCareful);
      const isOwn = stands.reduce((size, own) => size - own.to + own.from, gapFrom - from + to - gapTo) === 0;
      const isSound = isOwn || !make(true).apply(this.transaction.doc).failed; // it would fail where others' text would go
      if (isSound && this.#step(make(structure), at, kept)) return;
    }
    const before = this.transaction.mapping.maps.length;
    if (slice.content.textBetween(0, slice.content.size, "", " ")) {
      const place = through.map(inverse.from);
      this.#put(place, slice, at, kept);
    }
    this.#clear(survivors(this.transaction.mapping.slice(before), stands));
  }

  #attribute({ at, step, inverse }, written) {
    const { pos, deletedAfter } = this.log.since(at + 1).mapResult(step.pos, 1);
    const node = deletedAfter ? null : this.transaction.doc.nodeAt(pos);
    if (node?.attrs[step.attr] !== step.value) return; // another has chosen since
    if (written && inverse.value === null && node.textContent.trim()) return; // others write on in the note
    this.#step(new AttrStep(pos, step.attr, inverse.value), at);
  }

  #step(step, undoes, kept = []) {
    if (!step || this.transaction.maybeStep(again(step, this.transaction.doc)).failed) return false;
    this.#heard(step.getMap(), undoes, kept);
    return true;
  }

  #heard(map, undoes, kept = []) {
    this.log = this.log.add(map, undoes, piecesOf(kept, map, this.transaction.doc));
  }

  /** `slice` stands at `pos`, as it fits there. */
  #put(pos, slice, undoes, kept) {
    this.#step(replaceStep(this.transaction.doc, pos, pos, slice), undoes, kept);
  }

  #by(change) {
    const { mapping } = this.transaction;
    const before = mapping.maps.length;
    change(this.transaction);
    for (const map of mapping.maps.slice(before)) this.#heard(map);
  }

  #replace(act) {
    const { at, inverse, removed } = act;
    const through = this.log.since(at + 1);
    const stands = merged(survivors(through, [inverse]));
    const { slice, kept } = only(inverse, this.log.away(at, removed));
    if (!slice.size && !stands.length) return;
    const from = stands[0]?.from ?? through.map(inverse.from, isInline(slice) ? -1 : 1);
    const to = stands[0]?.to ?? from;
    const isWhole = stands.length < 2 && !this.#joinsOthers(through, inverse, from, to);
    const beside = isWhole ? this.#beside(slice, through, inverse, from, to) : null;
    const before = this.transaction.mapping.maps.length;
    if (isWhole && beside === null && this.#whole(from, to, slice, at, kept)) return;
    if (beside === null || !this.#step(new ReplaceStep(beside, beside, new Slice(slice.content, 0, 0)), at, kept)) {
      this.#put(from, slice, at, kept);
    }
    this.#clear(survivors(this.transaction.mapping.slice(before), stands));
  }

  /** `slice` in the place of what one put there: where that is text, before it, since only what overwrites none can say that it comes again. */
  #whole(from, to, slice, undoes, kept) {
    const step = new ReplaceStep(from, to, slice);
    const isBefore = slice.size && isOver(step, this.transaction.doc);
    if (!isBefore || !this.#step(new ReplaceStep(from, from, slice), undoes, kept)) return this.#step(step, undoes, kept);
    this.#by((transaction) => transaction.delete(from + slice.size, to + slice.size));
    return true;
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
