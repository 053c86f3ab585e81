// What has changed in a document since the oldest act that can be undone, as maps in the server's order: what the server
// has confirmed and what others did first, the own steps that it has not confirmed last. And which letters that one map
// took away another has brought back: they are the same for whatever is undone below.
import { MapResult } from "prosemirror-transform";
import { fates } from "./fates.js";
import { minus } from "./inserted.js";

/** `[from, to, newFrom, newTo]` of each change. */
const rangesOf = (map) => {
  const found = [];
  map.forEach((...range) => found.push(range));
  return found;
};

/** `{from, to, at}` for what `undoing` brought back from `at` on, when it takes back exactly what `map` did; else nothing. */
function exactly(map, undoing) {
  const [was, is] = [rangesOf(map), rangesOf(undoing)];
  const fits = was.length === is.length && was.every(([from, to, newFrom, newTo], at) => {
    const [start, end, newStart, newEnd] = is[at];
    return end - start === newTo - newFrom && newEnd - newStart === to - from;
  });
  return fits ? was.map(([from, to], at) => ({ from, to, at: is[at][2] })) : [];
}

const renumbered = (returns, by) => returns.map(({ done, undone, pieces }) => ({ done: done + by, undone: undone + by, pieces }));

/** The way through some maps of a log, as steps and `fates` use a Mapping. */
class Way {
  constructor(log, first) {
    Object.assign(this, { log, maps: log.maps, from: first - log.start, to: log.maps.length });
  }

  map(pos, assoc = 1) {
    return this.mapResult(pos, assoc).pos;
  }

  mapResult(pos, assoc = 1) {
    let deleted = 0; // in prosemirror-transform's own bits
    for (let index = this.from; index < this.to; index++) {
      const result = this.maps[index].mapResult(pos, assoc);
      const again = result.deleted ? this.log.broughtBack(index + this.log.start, pos, assoc) : null;
      if (again) index = again.by - this.log.start;
      else deleted |= result.delInfo;
      pos = (again ?? result).pos;
    }
    return new MapResult(pos, deleted, null);
  }
}

export class UndoLog {
  /** The number of the first of `maps` is `start`. `returns` are `{done, undone, pieces}`: see `exactly`. */
  constructor(start = 0, maps = [], returns = []) {
    Object.assign(this, { start, maps, returns });
  }

  get end() {
    return this.start + this.maps.length;
  }

  /** With one more map, which takes the one numbered `undoes` back; `pieces` say which letters, unless it is exactly that. */
  add(map, undoes, pieces = []) {
    const exact = undoes === undefined ? [] : exactly(this.maps[undoes - this.start], map);
    const found = exact.length ? exact : pieces;
    const returns = found.length ? [...this.returns, { done: undoes, undone: this.end, pieces: found }] : this.returns;
    return new UndoLog(this.start, [...this.maps, map], returns);
  }

  /** With more maps, and the `returns` among them as `returnsSince` numbers them. */
  addAll(maps, returns = []) {
    return new UndoLog(this.start, [...this.maps, ...maps], [...this.returns, ...renumbered(returns, this.end)]);
  }

  /** Which of `ranges`, taken away by map `done`, have not been brought back. */
  away(done, ranges) {
    return minus(ranges, this.returns.flatMap((each) => (each.done === done ? each.pieces : [])));
  }

  /** The `returns` of what was taken away since map `first`, numbered from there: for the log of a page that does the same again. */
  returnsSince(first) {
    return renumbered(this.returns.filter(({ done }) => done >= first), -first);
  }

  /** From the document before map `first` to the present one. A letter taken away and brought back lives. */
  since(first) {
    return new Way(this, first);
  }

  /** Where the letter behind `pos`, or with `assoc` -1 before it, which map `index` takes away, stands after map `by`. */
  broughtBack(index, pos, assoc) {
    const letter = assoc < 0 ? pos - 1 : pos;
    for (const { done, undone, pieces } of this.returns) {
      const piece = done === index && pieces.find(({ from, to }) => from <= letter && letter < to);
      if (piece) return { by: undone, pos: piece.at + pos - piece.from };
    }
    return null;
  }

  /** Where the letter that stood at `pos` before map `at` stood before map `first`; null when it was put in between. */
  origin(pos, at, first) {
    for (let index = at - 1; index >= first; index--) {
      const back = this.maps[index - this.start].invert().mapResult(pos, 1);
      if (!back.deletedAfter) {
        pos = back.pos;
        continue;
      }
      const found = this.#takenAway(index, pos);
      if (!found || found.index < first) return null;
      ({ pos, index } = found);
    }
    return pos;
  }

  /** Where what map `undone` brought back to `pos` stood before it was taken away by map `index`. */
  #takenAway(undone, pos) {
    for (const each of this.returns) {
      const piece = each.undone === undone && each.pieces.find(({ from, to, at }) => at <= pos && pos < at + to - from);
      if (piece) return { index: each.done, pos: piece.from + pos - piece.at };
    }
    return null;
  }

  /** What was taken away and brought back since map `first`, letter by letter: `{from, to, at}`, where it stood before that and stands now. */
  returned(first) {
    const found = new Map();
    for (const { done, undone, pieces } of this.returns) {
      if (done < first) continue;
      const since = this.since(undone + 1);
      for (const { from: start, to: end, at: place } of pieces) {
        for (let pos = place; pos < place + end - start; pos++) {
          const from = this.origin(pos, undone + 1, first);
          const { pos: at, deletedAfter } = since.mapResult(pos, 1);
          if (from !== null && !deletedAfter) found.set(at, { from, to: from + 1, at });
        }
      }
    }
    return [...found.values()];
  }

  /**
   * After a rebase, whose `mapping` undid the last `own` maps and did them again behind others'. Returns `{log, moved, others}`:
   * `moved(at)` is the new number of a map, or null when its step found no place any more.
   */
  rebased(mapping, own) {
    const first = this.end - own;
    const again = Array.from({ length: own }, (_, at) => mapping.getMirror(own - 1 - at));
    const moved = (at) => {
      if (at < first) return at;
      const index = again[at - first];
      return index === undefined ? null : first + index - own;
    };
    const maps = [...this.maps.slice(0, first - this.start), ...mapping.maps.slice(own)];
    const before = (at) => at >= first && mapping.slice(own - (at - first), again[at - first]);
    const after = (at) => at >= first && mapping.slice(own - 1 - (at - first), again[at - first] + 1);
    const carry = ({ done, undone, pieces }) => {
      const [now, by] = [moved(done), moved(undone)];
      return now === null || by === null ? [] : [{ done: now, undone: by, pieces: carried(pieces, before(done), after(undone)) }];
    };
    const others = mapping.maps.length - own - again.filter((index) => index !== undefined).length;
    return { log: new UndoLog(this.start, maps, this.returns.flatMap(carry)), moved, others };
  }

  /** Without what lies before map `first`. */
  from(first) {
    return new UndoLog(first, this.maps.slice(first - this.start), this.returns.filter(({ done }) => done >= first));
  }
}

/** The letters of `pieces` that live on both sides: where they were taken away, and where they were brought back. */
function carried(pieces, before, after) {
  return pieces.flatMap(({ from, to, at }) =>
    living(before, from, to).flatMap((was) =>
      living(after, at + was.from - from, at + was.to - from).map((is) => {
        const start = was.pos + is.from - (at + was.from - from);
        return { from: start, to: start + is.to - is.from, at: is.pos };
      }),
    ),
  );
}

const living = (mapping, from, to) => (mapping ? [...fates(mapping, from, to)].filter(({ lives }) => lives) : [{ from, to, pos: from }]);
