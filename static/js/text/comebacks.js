// Letters of a composed word that others took out stand again where the whole word went (rescue.js). When whoever took them
// out brings them back, by undo, or beside that because they had not seen them, they would stand twice; here it is seen that
// they came. The very same ones may be typed anew, so a step must say that it brings them back (steps.js), or bring more than
// a keyboard does: exactly what was taken out.
import { isSame, lettersIn, noteAt, pairsOf } from "./alike.js";
import { isIn } from "./broughtback.js";
import { survivors } from "./fates.js";
import { refugeOf } from "./ids.js";
import { comesAgain, isInline } from "./steps.js";

export class Comebacks {
  #names = new Set(); // of the note that the word stands in, and of all that this was before: others' notes may be joined to it
  #taken = []; // `{from, to, letters}`: between where in the server's text, and which letters, of the word and beside it
  #there = []; // where in the server's text the word stood last
  #back = []; // where in the server's text letters of the word stand again, until our own steps or others' take them out

  /** What an earlier page of this device `stored` of the same text, or nothing. */
  constructor({ taken = [], back = [] } = {}) {
    [this.#taken, this.#back] = [structuredClone(taken), structuredClone(back)];
  }

  /**
   * Others' `steps` on the server's `doc`, in which `word` stands, ranges of it, or no word. Returns the ranges after them in
   * which letters stand again that a step like those had taken out of a word.
   */
  hear(steps, doc, word) {
    if (!word) this.#names.clear();
    let there = word ?? [];
    this.#there = [];
    if (!there.length && !this.#taken.length && !this.#back.length) return [];
    let again = [];
    for (const { step, map, before, after } of walked(steps, doc)) {
      if (there.length) this.#names.add(noteAt(before, there[0].from));
      const isSure = comesAgain(step);
      const come = isSure || !isInline(step.slice) ? this.#come(map, after, isSure) : [];
      const taken = takenBy(map, before, [...there, ...this.#back]);
      this.#move(map);
      this.#taken.push(...taken);
      this.#back.push(...come);
      again = [...survivors(map, again), ...come];
      there = survivors(map, there);
    }
    this.#taken = this.#taken.filter(hasWord);
    this.#there = there;
    return again;
  }

  /** The word stands elsewhere now: what is left of it in its place goes. */
  leave() {
    this.#back.push(...this.#there.splice(0));
  }

  /**
   * Where in `after` letters of the word stand again that `map` brought to where they were taken out or into a refuge of their
   * note: whoever takes out with the word what they have not seen puts it there.
   */
  #come(map, after, isSure) {
    const back = [];
    const fits = (letters, put) => (isSure ? isAmong(letters, put) : isSame(letters, put));
    map.forEach((start, _end, from, to) => {
      const put = lettersIn(after, from, to);
      if (!put.length) return;
      const refuge = isSure && noteAt(after, put[0].from);
      const isNote = (id) => id && refugeOf(id) === refuge;
      const here = this.#taken.find((each) => each.from <= start && start <= each.to && fits(each.letters, put));
      const isSheltered = ({ letters }) => fits(letters, put) && ([...this.#names].some(isNote) || letters.some(({ note }) => isNote(note)));
      for (const each of here ? [here] : this.#taken.filter(isSheltered)) {
        for (const [letter, place] of pairsOf(each.letters, put)) {
          each.letters = each.letters.filter((other) => other !== letter);
          if (letter.isWord) back.push({ from: place.from, to: place.to });
        }
      }
    });
    return back;
  }

  /** To be stored with the text that it lies in. */
  get stored() {
    return { taken: this.#taken, back: this.#back };
  }

  #move(map) {
    for (const each of this.#taken) [each.from, each.to] = [map.map(each.from, -1), map.map(each.to, 1)];
    this.#back = survivors(map, this.#back);
  }

  /** What changed the server's text and brought nothing back, as own steps do. */
  pass(maps) {
    for (const map of maps) this.#move(map);
  }
}

function walked(steps, doc) {
  let before = doc;
  return steps.map((step) => {
    const after = step.apply(before).doc;
    const one = { step, map: step.getMap(), before, after };
    before = after;
    return one;
  });
}

const hasWord = ({ letters }) => letters.some(({ isWord }) => isWord);

/** Whether what was `put` is of these `letters`, or most of each is in the other: somebody else had taken out the rest first, or writes it. */
function isAmong(letters, put) {
  const { length } = pairsOf(letters, put);
  return length === put.length || (4 * length >= 3 * put.length && 2 * length >= letters.length);
}

/** What `map` takes out of `doc` together with letters of `word`. */
function takenBy(map, doc, word) {
  const taken = [];
  const isWord = isIn(word);
  map.forEach((from, to, start, end) => {
    const letters = lettersIn(doc, from, to).map((each) => ({ ...each, isWord: isWord(each.from), note: noteAt(doc, each.from) }));
    if (hasWord({ letters })) taken.push({ from: start - doc.resolve(from).depth, to: end, letters }); // an undo may put it before the note
  });
  return taken;
}
