// Puts text back that a rebase dropped: somebody deleted the note in which it was being written.
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { Mapping, ReplaceStep } from "prosemirror-transform";
import { dropBlank } from "./blanks.js";
import { survivors } from "./fates.js";
import { refugeOf } from "./ids.js";
import { insertedBy, lostText, mapsOf, merged, minus, revived, standing } from "./inserted.js";
import { noteNamed } from "./notes.js";
import { again, comesAgain } from "./steps.js";
import { undoableIn, writtenIn } from "./undo.js";

/** After the list item, or the top-level block, in which `pos` lies now. */
function beside(doc, pos) {
  const $pos = doc.resolve(pos);
  for (let depth = $pos.depth; depth > 0; depth--) {
    const { list_item } = doc.type.schema.nodes;
    if ($pos.node(depth).type === list_item) return { at: $pos.after(depth), item: list_item };
    if (depth === $pos.depth && $pos.parent.canReplaceWith($pos.index(), $pos.index(), list_item)) return { at: pos, item: list_item };
  }
  return { at: $pos.depth ? $pos.after(1) : pos };
}

const endOf = ({ node, pos }) => pos + node.nodeSize - 1;

/**
 * The `content` of a loss in parts, each with whether it is `fresh`, put in by steps that nobody else has seen, and whether it is
 * one's `own`.
 */
function partsOf({ note, start, pieces }, { fresh, own }) {
  const isWithin = (ranges, from, to) => ranges.some((range) => range.from <= from && to <= range.to);
  return pieces.flatMap(({ from, to }) => {
    const within = [...fresh, ...own].flatMap((range) => [range.from, range.to]).filter((pos) => from < pos && pos < to);
    const edges = [...new Set([from, ...within, to])].sort((one, other) => one - other);
    return edges.slice(1).map((end, at) => ({
      content: note.content.cut(edges[at] - start - 1, end - start - 1),
      isFresh: isWithin(fresh, edges[at], end),
      isOwn: isWithin(own, edges[at], end),
    }));
  });
}

/** Writes `parts` into the refuge of `note`, which is made beside `near` when there is none; returns its id, where, and which steps are `mine`. */
function shelter(transaction, note, parts, near, makeId) {
  const id = note.attrs.id ? refugeOf(note.attrs.id) : makeId();
  let start = null;
  const mine = [];
  for (const { content, isFresh, isOwn } of parts) {
    const known = noteNamed(transaction.doc, id);
    const { at, item } = known ? { at: endOf(known) } : beside(transaction.doc, near);
    const made = known ? content : note.type.create({ ...note.attrs, id }, content);
    const step = new ReplaceStep(at, at, new Slice(Fragment.from(item ? item.create(null, made) : made), 0, 0));
    if (isOwn) mine.push(transaction.steps.length);
    transaction.step(isFresh ? step : again(step, transaction.doc));
    start ??= known ? at : at + (item ? 2 : 1);
  }
  return { id, at: start, mine };
}

/**
 * Adds the losses of `lostText` to `transaction` as new notes beside their old places, `place` giving where a
 * position of the old document is now. All text lost from one note gathers in one refuge, whoever puts it back. What is not
 * `fresh` says that it comes again. Returns `{id, at, after, mine}` of the text put back, by the position that its note had: where
 * it stood after so many steps, and which of these put in one's `own`.
 */
function putBack(transaction, losses, place, { fresh = [], own = [], makeId }) {
  const placed = new Map();
  for (const loss of losses) {
    const near = transaction.mapping.map(place(loss.start + 1));
    const made = shelter(transaction, loss.note, partsOf(loss, { fresh, own }), near, makeId);
    placed.set(loss.start, { ...made, after: transaction.steps.length });
  }
  return placed;
}

/**
 * Takes a text away that need not have been put back, then the note or list item that held nothing else: a step of its
 * own, since a later rebase may find no place for it, and the text must go all the same or it would stand twice.
 */
function takeAway(transaction, { from, to }) {
  transaction.delete(from, to);
  dropBlank(transaction, from);
}

/** Where the pieces of a loss stand when all is put back, ours too, which may come before them. */
function lentBy({ pieces }, refuge, { mapping }) {
  let at = mapping.slice(refuge.after).map(refuge.at);
  return pieces.map(({ from, to }) => {
    const piece = { from, to, at };
    at += to - from;
    return piece;
  });
}

/** The cursor goes with the text that was written at it. */
function follow(transaction, { $head }, refuges) {
  const refuge = $head.depth && refuges.get($head.before());
  const found = refuge && noteNamed(transaction.doc, refuge.id);
  if (found) transaction.setSelection(TextSelection.create(transaction.doc, endOf(found)));
}

/**
 * After a rebase: `change` took the state from `before` over others' `steps`, with the own `waiting` ones undone and done
 * again. Own text that the others' deletions swallowed, and others' text that our rebased deletions did, stand again;
 * `lent` rescues that turn out to be needless go, and so does own text that had been taken out and stands
 * all the same. A `word` that is being composed stays whole, also where the server has the first of its letters already;
 * `back` are those of the server's text that were taken out of one and came again. Returns
 * `{transaction, ownLost, isTorn}`, the transaction being one of `state`; only own text that was put back can be undone.
 */
export function rescue({ before, waiting, change, steps, word, back, state, lent, makeId }) {
  const others = waiting.length + steps.length;
  const [over, redone] = [new Mapping(mapsOf(steps)), change.mapping.slice(others)];
  const whole = word && standing(before.doc, word, change.mapping, change.doc);
  const torn = word && !whole ? word : [];
  const written = insertedBy(mapsOf(waiting));
  const ownText = minus(merged([...written, ...torn]), lent.ranges);
  const own = merged([...written, ...(torn.length ? writtenIn(before) : [])]);
  const { moot, lost } = lent.rebase(over, redone, change.mapping);
  const ownLosses = lostText(before.doc, ownText, change.mapping, change.doc, torn);
  const theirs = minus(merged([...insertedBy(over.maps), ...lost]), merged(back));
  const theirLosses = lostText(change.docs[others] ?? change.doc, theirs, redone, change.doc);

  const made = state.tr;
  const strays = [...ownLosses, ...theirLosses].flatMap((loss) => loss.strays);
  const doubled = survivors(redone, back).filter((range) => !whole?.some((part) => part.from <= range.from && range.to <= part.to));
  const needless = [...moot, ...strays, ...doubled, ...revived(before, waiting, change)];
  for (const range of merged(needless).reverse()) takeAway(made, range);
  const theirRefuges = putBack(made, theirLosses, (pos) => redone.map(pos), { makeId });
  const fresh = insertedBy(mapsOf(waiting), (at) => !comesAgain(waiting[at]));
  const ownRefuges = putBack(made, ownLosses, (pos) => change.mapping.map(pos), { fresh, own, makeId });
  lent.map(made.mapping);
  lent.pieces.push(...theirLosses.flatMap((loss) => lentBy(loss, theirRefuges.get(loss.start), made)));
  follow(made, before.selection, ownRefuges);
  const mine = [...ownRefuges.values()].flatMap((refuge) => refuge.mine);
  return { transaction: undoableIn(made, mine), ownLost: ownLosses.length > 0, isTorn: torn.length > 0 };
}
