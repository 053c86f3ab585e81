// Letters of a composed word that others took out stand again where the whole word went (rescue.js). When they are brought
// back where they were, by undo or by putting down what was cut, or beside that by whoever took them out unseen, they would
// stand twice; here it is seen that they came.
import { ReplaceStep } from "prosemirror-transform";
import { refugeOf } from "./ids.js";
import { noteNamed } from "./notes.js";

const spelled = ({ content }) => content.textBetween(0, content.size, "\n", "\n");

export class Comebacks {
  // `{from, to, removed, offset, letters, refuge}`: between where in the server's text, with what else, which letters, and
  // the note that they may be put into beside it.
  #taken = [];

  /**
   * Others' `steps` on the server's `doc`, in which `word` stands, or no word. Returns the ranges after them in which letters
   * stand again that a step like those had taken out of a word.
   */
  hear(steps, doc, word) {
    let [now, there, back] = [doc, word, []];
    for (const step of steps) {
      if (!there && !this.#taken.length) return back;
      const map = step.getMap();
      const moved = (range, side) => ({ ...range, from: map.map(range.from, side), to: map.map(range.to, -side) });
      const after = step.apply(now).doc;
      const come = this.#taken.filter((each) => isBack(each, step, after));
      const beside = this.#taken.flatMap((each) => shelteredBy(each, step, after));
      const taken = takenBy(step, now, there);
      this.#taken = [...this.#taken.filter((each) => !come.includes(each)), ...taken].map((each) => moved(each, -1));
      const again = come.map(({ offset, letters }) => placed(step, offset, letters));
      back = [...back.map((range) => moved(range, 1)), ...again, ...beside];
      there = there && moved(there, 1);
      now = after;
    }
    return back;
  }

  /** Own steps are in the server's text now. */
  pass(maps) {
    for (const map of maps) this.#taken = this.#taken.map((each) => ({ ...each, from: map.map(each.from, -1), to: map.map(each.to, 1) }));
  }
}

const placed = ({ from }, offset, { length }) => ({ from: from + offset, to: from + offset + length });

function isBack({ from, to, removed, offset, letters }, step, after) {
  if (!(step instanceof ReplaceStep) || step.from < from || step.from > to || spelled(step.slice) !== removed) return false;
  const place = placed(step, offset, letters);
  return place.to <= after.content.size && after.textBetween(place.from, place.to, "\n", "\n") === letters;
}

/**
 * Where `step` put letters of the word into the refuge of its note, since whoever took them out had not seen them. Letters that
 * stood twice in what was taken out are left alone: they may be somebody else's.
 */
function shelteredBy({ refuge, removed, letters }, step, after) {
  const note = refuge && step instanceof ReplaceStep && noteNamed(after, refuge);
  if (!note) return [];
  const from = Math.max(step.from, note.pos + 1);
  const to = Math.min(step.from + step.slice.size, note.pos + note.node.nodeSize - 1);
  const text = from < to ? after.textBetween(from, to, "\n", "\n") : "";
  const isOnce = removed.indexOf(text) === removed.lastIndexOf(text);
  return text && isOnce && letters.includes(text) ? [{ from, to }] : [];
}

/** What `step` takes out of `word` in `doc`; without letters it is nothing. */
function takenBy(step, doc, word) {
  if (!word || !(step instanceof ReplaceStep)) return [];
  const [from, to] = [Math.max(step.from, word.from), Math.min(step.to, word.to)];
  if (from >= to) return [];
  const removed = spelled(doc.slice(step.from, step.to));
  const { id } = doc.resolve(from).parent.attrs;
  const letters = doc.textBetween(from, to, "\n", "\n");
  return [{ from: step.from, to: step.from, removed, offset: from - step.from, letters, refuge: id && refugeOf(id) }];
}
