// Which text was put in, and which of it did not live through a rebase.
import { Fragment } from "prosemirror-model";
import { Mapping } from "prosemirror-transform";
import { isBlank } from "./notes.js";

/** `ranges` in order, those that touch as one. */
export function merged(ranges) {
  const sorted = ranges.filter(({ from, to }) => from < to).sort((one, other) => one.from - other.from);
  const result = [];
  for (const range of sorted) {
    const last = result.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else result.push({ ...range });
  }
  return result;
}

export const mapsOf = (steps) => steps.map((step) => step.getMap());

/** What one step put in, as it lies after it. */
function rangesOf(map) {
  const ranges = [];
  map.forEach((_oldFrom, _oldTo, from, to) => ranges.push({ from, to }));
  return ranges;
}

/** The ranges that `maps`, one after the other, put in, as they lie in the document after the last; only those that `counts(at)` says. */
export function insertedBy(maps, counts = () => true) {
  let ranges = [];
  for (const [at, map] of maps.entries()) {
    ranges = ranges.map(({ from, to }) => ({ from: map.map(from, 1), to: map.map(to, -1) }));
    ranges = merged(counts(at) ? [...ranges, ...rangesOf(map)] : ranges);
  }
  return ranges;
}

const words = (doc, from, to) => doc.textBetween(from, to, "\n", "\n");

/** Halves until each piece either lives, whole and unchanged (then `now` is where), or is lost to the last unit. */
function* fates(before, mapping, after, from, to) {
  if (from >= to) return;
  const now = { from: mapping.map(from, 1), to: mapping.map(to, -1) };
  const same = now.to - now.from === to - from && words(before, from, to) === words(after, now.from, now.to);
  if (same || to - from === 1) return yield { from, to, now: same ? now : null };
  const middle = (from + to) >> 1;
  yield* fates(before, mapping, after, from, middle);
  yield* fates(before, mapping, after, middle, to);
}

/** The parts of `from`–`to` that are lost. */
const losses = (...given) => merged([...fates(...given)].filter(({ now }) => !now));

/** The parts that live, as they lie in `after`: piece by piece, for others may have written between them. */
const living = (...given) => [...fates(...given)].flatMap(({ now }) => now ?? []);

/** The parts of `ranges` in each note of `doc`: `[{node, pos, own}]`. */
function byNote(doc, ranges) {
  const notes = new Map();
  for (const { from, to } of ranges) {
    doc.nodesBetween(from, to, (node, pos) => {
      if (!node.isTextblock) return true;
      const own = { from: Math.max(from, pos + 1), to: Math.min(to, pos + 1 + node.content.size) };
      if (own.from < own.to) notes.set(pos, { node, pos, own: [...(notes.get(pos)?.own ?? []), own] });
      return false;
    });
  }
  return [...notes.values()];
}

/** The notes of `doc` that hold any of `ranges`. */
export const notesIn = (doc, ranges) =>
  byNote(doc, ranges)
    .map(({ node }) => node)
    .filter((node) => !isBlank(node));

/**
 * The text that `waiting` steps put in and took out again before they were sent, and that stands all the same after `change`,
 * the rebase from `before`: the step that took it out found no place any more. Ranges of `change.doc`.
 */
export function revived(before, waiting, change) {
  const { mapping, docs, doc } = change;
  const maps = mapsOf(waiting);
  const found = maps.flatMap((map, at) => {
    const undone = waiting.length - 1 - at; // the last is undone first
    const again = mapping.getMirror(undone);
    if (again === undefined) return [];
    const places = rangesOf(mapping.maps[again]);
    const [since, later] = [new Mapping(maps.slice(at + 1)), mapping.slice(again + 1)];
    return rangesOf(map).flatMap(({ from, to }, index) => {
      const shift = places[index].from - from;
      const gone = losses(docs[undone], since, before.doc, from, to);
      return gone.flatMap((range) => living(docs[again + 1] ?? doc, later, doc, range.from + shift, range.to + shift));
    });
  });
  return byNote(doc, found).flatMap(({ own }) => own);
}

/** What lies between `ranges` in `from`–`to`. */
function between(ranges, from, to) {
  const edges = [from, ...ranges.flatMap((range) => [range.from, range.to]), to];
  const gaps = [];
  for (let at = 0; at < edges.length; at += 2) gaps.push({ from: edges[at], to: edges[at + 1] });
  return gaps.filter((gap) => gap.from < gap.to);
}

const sizeOf = (ranges) => ranges.reduce((sum, { from, to }) => sum + to - from, 0);

/** Where a word stands whole; null when it lost letters, or stands in several notes or lines now. */
export function standing(before, word, mapping, after) {
  const parts = word.flatMap(({ from, to }) => living(before, mapping, after, from, to));
  const notes = new Set(parts.map((part) => after.resolve(part.from).parent));
  const isTorn = sizeOf(parts) < sizeOf(word) || notes.size > 1 || words(after, parts[0].from, parts.at(-1).to).includes("\n");
  return isTorn ? null : parts;
}

/**
 * The text within `ranges` of `before` that is not in `after`, gathered by the note it stood in:
 * `[{note, start, content, pieces, strays}]`, where `start` is the note's position in `before`, and `pieces` the ranges
 * there that `content` was gathered from. Blank losses are none.
 *
 * When the note is gone with all else that stood in it, what lives on has strayed into its neighbour, as text typed at a
 * note's very end does: then all of it is lost, and `strays` are its ranges in `after`. So it is with a `word` that was torn.
 */
export function lostText(before, ranges, mapping, after, word = []) {
  const lost = ({ from, to }) => losses(before, mapping, after, from, to);
  const left = ({ from, to }) => living(before, mapping, after, from, to);
  const found = byNote(before, ranges).map(({ node, pos, own }) => {
    const start = pos + 1;
    const others = between(own, start, start + node.content.size);
    const uprooted = mapping.mapResult(pos, 1).deletedAfter && !others.some((range) => left(range).length);
    const words = word.every(({ from, to }) => from >= start && to <= start + node.content.size) ? word : [];
    const pieces = uprooted ? own : merged([...own.flatMap(lost), ...words]);
    const strays = (uprooted ? own : words).flatMap(left);
    const cut = (content, piece) => content.append(node.content.cut(piece.from - start, piece.to - start));
    return { note: node, start: pos, content: pieces.reduce(cut, Fragment.empty), pieces, strays };
  });
  return found.filter(({ content }) => content.textBetween(0, content.size, "", "").trim());
}

/** `ranges` without `holes`, each of which lies within one of them. */
export const minus = (ranges, holes) => ranges.flatMap((range) => between(merged(within(holes, range)), range.from, range.to));

const within = (ranges, { from, to }) => ranges.filter((range) => range.from >= from && range.to <= to);
