// What others have brought back of what one took out oneself: letters of a word that they were composing stand with the rest
// of it in the refuge of their note (rescue.js), and an undo must not bring them back once more.
import { lettersIn, likely, noteAt } from "./alike.js";
import { refugeOf } from "./ids.js";
import { comesAgain } from "./steps.js";

/** Others' `steps` on `docs`, the first of which is map `first` of the log, against own `acts` that they knew: `returns` of the log. */
export function broughtElsewhere(acts, steps, docs, first) {
  return steps.flatMap((step, index) => {
    const put = comesAgain(step) ? lettersIn(docs[index + 1], step.from, step.from + step.slice.size) : [];
    if (!put.length) return [];
    const refuge = noteAt(docs[index + 1], put[0].from);
    for (const { at, doc, removed } of acts) {
      let isRefuge;
      const look = ({ attrs }) => void (isRefuge ||= attrs.id && refugeOf(attrs.id) === refuge);
      for (const { from, to } of removed) doc.nodesBetween(from, to, look);
      const found = isRefuge ? likely(removed.flatMap(({ from, to }) => lettersIn(doc, from, to)), put) : [];
      if (!found.length || found.some((some) => some.length !== 1)) continue; // it is not certain which each is
      return { done: at, undone: first + index, pieces: found.map(([{ from, to }], place) => ({ from, to, at: put[place].from })) };
    }
    return [];
  });
}
