// What has changed in a document since the oldest act that can be undone, as maps in the server's order: what the server
// has confirmed and what others did first, the own steps that it has not confirmed last.
import { Mapping } from "prosemirror-transform";

const sizes = (map) => {
  const found = [];
  map.forEach((from, to, newFrom, newTo) => found.push([to - from, newTo - newFrom]));
  return found;
};

/** Whether `other` takes back exactly what `map` did, letter by letter. */
const isInverse = (map, other) => JSON.stringify(sizes(map)) === JSON.stringify(sizes(other.invert()));

export class UndoLog {
  /** The number of the first of `maps` is `start`; `undone` gives the number of the map that took another back. */
  constructor(start = 0, maps = [], undone = new Map()) {
    Object.assign(this, { start, maps, undone });
  }

  get end() {
    return this.start + this.maps.length;
  }

  /** With one more map, which takes the one numbered `undoes` back. */
  add(map, undoes) {
    const exact = undoes !== undefined && isInverse(this.maps[undoes - this.start], map);
    return new UndoLog(this.start, [...this.maps, map], exact ? new Map([...this.undone, [undoes, this.end]]) : this.undone);
  }

  addAll(maps) {
    return new UndoLog(this.start, [...this.maps, ...maps], this.undone);
  }

  /** From the document before map `first` to the present one. A letter taken away and brought back lives. */
  since(first) {
    const pairs = [...this.undone].filter(([at]) => at >= first).sort(([one], [other]) => other - one); // the later one of two counts
    const mirror = pairs.flat().map((at) => at - this.start);
    return new Mapping(this.maps, mirror.length ? mirror : undefined, first - this.start);
  }

  /** Where the letter that stood at `pos` before map `at` stood before map `first`; null when it was put in between. */
  origin(pos, at, first) {
    const doing = new Map([...this.undone].map(([done, undone]) => [undone, done]));
    for (let index = at - 1; index >= first; index--) {
      const back = this.maps[index - this.start].invert().mapResult(pos, 1);
      const done = back.deletedAfter ? doing.get(index) : undefined;
      if (back.deletedAfter && !(done >= first)) return null;
      pos = done === undefined ? back.pos : this.maps[done - this.start].invert().recover(back.recover);
      index = done ?? index;
    }
    return pos;
  }

  /** What was taken away and brought back since map `first`, letter by letter: `{from, to, at}`, where it stood before that and stands now. */
  returned(first) {
    const found = new Map();
    for (const [done, undone] of this.undone) {
      if (done < first) continue;
      const since = this.since(undone + 1);
      this.maps[undone - this.start].forEach((_from, _to, start, end) => {
        for (let pos = start; pos < end; pos++) {
          const from = this.origin(pos, undone + 1, first);
          const { pos: at, deletedAfter } = since.mapResult(pos, 1);
          if (from !== null && !deletedAfter) found.set(at, { from, to: from + 1, at });
        }
      });
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
    const fits = ([done, undone]) =>
      done !== null && undone !== null && isInverse(maps[done - this.start], maps[undone - this.start]);
    const undone = new Map([...this.undone].map((pair) => pair.map(moved)).filter(fits));
    const others = mapping.maps.length - own - again.filter((index) => index !== undefined).length;
    return { log: new UndoLog(this.start, maps, undone), moved, others };
  }

  /** Without what lies before map `first`. */
  from(first) {
    const undone = new Map([...this.undone].filter(([done]) => done >= first));
    return new UndoLog(first, this.maps.slice(first - this.start), undone);
  }
}
