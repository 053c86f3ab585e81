// What an undo brings back: of the slice that a step took out, what one took out oneself, and where each letter stands again.
import { Fragment, Slice } from "prosemirror-model";

export const isIn = (ranges) => (pos) => ranges.some(({ from, to }) => from <= pos && pos < to);

/**
 * `content`, which stood at `pos`, with what `keeps` says of each letter. Notes that lose all go, but not at an open end nor
 * around `hold`; `gone(pos, size)` hears of all that goes, and `edge(pos, isOpen)` of each edge of a note that stays.
 */
function thinned(content, pos, how, openStart, openEnd) {
  const { keeps, edge, hold, gone } = how;
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
      const takeEdges = edge(at, start > 0);
      const left = thinned(node.content, at + 1, how, start - 1, end - 1);
      const isHeld = start > 0 || end > 0 || (at < hold && hold < at + node.nodeSize);
      const stays = isHeld || left.size || !node.content.size;
      takeEdges(stays, at + node.nodeSize - 1, end > 0);
      if (stays) nodes.push(node.copy(left));
      else gone(at, 2);
    }
  });
  return Fragment.from(nodes);
}

/**
 * Of what `inverse` brings back, `{slice, insert, kept}`, only what lay in `ranges`; `insert` is where a gap goes into it, and
 * `kept` the letters and edges, `{pos, isOpen, isLetter}`, with `pos` where each stood, or null for an edge that is new.
 */
export function only({ from, gapFrom, gapTo, insert = 0, slice }, ranges) {
  const { content, openStart, openEnd } = slice;
  const isGap = gapFrom !== undefined;
  const isThere = isIn(ranges);
  const hold = isGap ? from + insert : null;
  let before = 0; // what goes before the gap
  const gone = (pos, size) => void (before += isGap && pos < hold ? size : 0);
  const kept = [];
  const stood = (pos) => (isGap && pos >= hold ? pos + gapTo - gapFrom : pos);
  const keeps = (pos) => isThere(stood(pos)) && kept.push({ pos: stood(pos), isOpen: false, isLetter: true });
  const at = (pos, isOpen) => ({ pos: isThere(stood(pos)) ? stood(pos) : null, isOpen, isLetter: false });
  const edge = (start, isOpen) => {
    const place = kept.push(at(start, isOpen)) - 1;
    return (stays, end, endIsOpen) => void (stays ? kept.push(at(end, endIsOpen)) : kept.splice(place));
  };
  const left = thinned(content, from - openStart, { keeps, edge, hold, gone }, openStart, openEnd);
  return { slice: new Slice(left, openStart, openEnd), insert: insert - before, kept };
}

/** Where letters and, unless `lettersAlone`, edges of notes stand in `doc` that `map` brought. */
function placesIn(map, doc, lettersAlone) {
  const places = [];
  map.forEach((_from, _to, start, end) => {
    if (!lettersAlone) for (let at = start; at < end; at++) places.push(at);
    else doc.nodesBetween(start, end, (node, pos) => {
      if (!node.isInline) return;
      for (let at = Math.max(pos, start); at < Math.min(pos + node.nodeSize, end); at++) places.push(at);
    });
  });
  return places;
}

/** Where `kept` stands again in `doc`, since `map` brought it: `{from, to, at}`; nothing when that is unclear. */
export function piecesOf(kept, map, doc) {
  const ways = [
    { found: kept.filter(({ isOpen }) => !isOpen), places: placesIn(map, doc, false) },
    { found: kept, places: placesIn(map, doc, false) }, // all of a slice, put beside
    { found: kept.filter(({ isLetter }) => isLetter), places: placesIn(map, doc, true) },
  ];
  const way = ways.find(({ found, places }) => found.length === places.length);
  const pieces = [];
  for (const [index, { pos: from }] of way?.found.entries() ?? []) {
    const at = way.places[index];
    const last = pieces.at(-1);
    if (from === null) continue;
    if (last?.to === from && last.at + last.to - last.from === at) last.to += 1;
    else pieces.push({ from, to: from + 1, at });
  }
  return pieces;
}
