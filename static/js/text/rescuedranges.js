// Others' text that own, unconfirmed rescues stand for. A rescue is needed only while the server's document holds the
// text and our own deletion takes it; when somebody else's deletion comes first, or ours finds nowhere to go, the rescue
// must go too, or the text would stand twice (or stand again although it was deleted knowingly). The same goes for text
// that an own undo has brought back before the server heard of its deletion.
import { fates } from "./fates.js";

/** `piece` in parts: `{from, to, at, lives}`, with `from` and `to` as they are after `mapping` where they outlive it. */
function parts(piece, mapping) {
  return [...fates(mapping, piece.from, piece.to)].map(({ from, to, lives }) => {
    const at = piece.at + from - piece.from;
    return lives ? { from: mapping.map(from, 1), to: mapping.map(to, -1), at, lives } : { from, to, at, lives };
  });
}

export class RescuedRanges {
  /** Pieces `{from, to, at}`: the text `from`–`to` of the server's document stands from `at` in the own. */
  constructor(pieces = []) {
    this.pieces = pieces;
  }

  /** Where the rescues stand in the own document. */
  get ranges() {
    return this.pieces.map(({ from, to, at }) => ({ from: at, to: at + to - from }));
  }

  /** The pieces as they are after `mapping` changed the own document, each with whether it outlived that. */
  #moved(mapping) {
    return this.pieces.flatMap(({ from, to, at }) =>
      [...fates(mapping, at, at + to - from)].map((part) => ({
        piece: { from: from + part.from - at, to: from + part.to - at, at: mapping.map(part.from, 1) },
        stands: part.lives,
      })),
    );
  }

  /** More of them, in order or not; what stands where others do is known. */
  add(pieces) {
    const isKnown = ({ at }) => this.pieces.some((piece) => piece.at <= at && at < piece.at + piece.to - piece.from);
    for (const piece of pieces.filter((each) => !isKnown(each))) {
      const last = this.pieces.at(-1);
      if (last?.to === piece.from && last.at + last.to - last.from === piece.at) last.to = piece.to;
      else this.pieces.push({ ...piece });
    }
  }

  /** The own document changed; what its writer took out of a rescue is no loan any more. */
  map(mapping) {
    this.pieces = this.#moved(mapping).flatMap(({ piece, stands }) => (stands ? [piece] : []));
  }

  /** Own steps, `mapping`, are in the server's document; what they took there is ours to rescue for good. */
  confirm(mapping, waiting) {
    const waits = ({ from, to, at }) => waiting.some((range) => range.from <= at && at + to - from <= range.to);
    const left = this.pieces.flatMap((piece) => parts(piece, mapping).filter(({ lives }) => lives));
    this.pieces = left.filter(waits).map(({ from, to, at }) => ({ from, to, at }));
  }

  /**
   * Others' steps, `over`, are in the server's document now; `own` leads from there to ours, and `change` from what ours
   * was. Returns `{moot, lost}`: what is to go from ours, and what of the server's lost its rescue and may need another.
   */
  rebase(over, own, change) {
    const [moot, lost, staying] = [[], [], []];
    for (const { piece, stands } of this.#moved(change)) {
      for (const part of parts(piece, over)) {
        if (!stands && part.lives) lost.push({ from: part.from, to: part.to });
        else if (stands && !part.lives) moot.push(part);
        else if (stands) for (const fate of fates(own, part.from, part.to)) {
          const { from, to, lives } = fate;
          (lives ? moot : staying).push({ from, to, at: part.at + from - part.from });
        }
      }
    }
    this.pieces = staying;
    return { moot: moot.map(({ from, to, at }) => ({ from: at, to: at + to - from })), lost };
  }
}
