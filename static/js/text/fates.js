// Which letters outlive a mapping. Lengths alone would take another text of the same length, put in its place, for the text itself.

/** How far `from`–`to` is shifted as a whole by `mapping`, or null when a change falls into it. */
function shiftOf(mapping, from, to) {
  if (!mapping.maps) return null;
  let shift = 0;
  for (let at = mapping.from; at < mapping.to; at++) {
    let [more, hit] = [0, false];
    mapping.maps[at].forEach((start, end, newStart, newEnd) => {
      if (end <= from + shift) more += newEnd - newStart - (end - start);
      else hit ||= start < to + shift;
    });
    if (hit) return null;
    shift += more;
  }
  return shift;
}

/** Halves until each piece is shifted as a whole, or is one letter. */
function* pieces(mapping, from, to) {
  if (from >= to) return;
  const shift = shiftOf(mapping, from, to);
  if (shift !== null) yield { from, to, lives: true, pos: from + shift };
  else if (to - from === 1) {
    const { pos, deletedAfter } = mapping.mapResult(from, 1);
    yield { from, to, lives: !deletedAfter, pos };
  } else {
    const middle = (from + to) >> 1;
    yield* pieces(mapping, from, middle);
    yield* pieces(mapping, middle, to);
  }
}

/** The parts of `from`–`to` as `{from, to, lives, pos}`, `pos` being where a living one begins after `mapping`. */
export function* fates(mapping, from, to) {
  let part = null;
  for (const piece of pieces(mapping, from, to)) {
    const { lives, pos } = piece;
    const goesOn = part?.lives === lives && (!lives || pos - part.pos === piece.from - part.from);
    if (goesOn) part.to = piece.to;
    else {
      if (part) yield part;
      part = piece;
    }
  }
  if (part) yield part;
}

/** The living parts of `ranges`, as `{from, to}` after `mapping`; those that touch stay apart. */
export const survivors = (mapping, ranges) =>
  ranges.flatMap(({ from, to }) =>
    [...fates(mapping, from, to)].filter(({ lives }) => lives).map((part) => ({ from: part.pos, to: part.pos + part.to - part.from })),
  );
