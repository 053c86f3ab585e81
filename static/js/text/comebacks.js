// Letters of a composed word that others took out stand again where the whole word went (rescue.js). When they are brought
// back where they were, by undo or by putting down what was cut, or beside that by whoever took them out unseen, they would
// stand twice; here it is seen that they came.
import { likely } from "./alike.js";
import { isIn } from "./broughtback.js";
import { survivors } from "./fates.js";
import { refugeOf } from "./ids.js";

/** The letters of `doc` between `from` and `to`: `{letter, from, to}`. */
function lettersIn(doc, from, to) {
  const found = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isText) return;
    let at = Math.max(pos, from);
    for (const letter of node.text.slice(at - pos, to - pos)) found.push({ letter, from: at, to: (at += letter.length) });
  });
  return found;
}

const noteAt = (doc, pos) => doc.resolve(pos).parent.attrs.id;

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
    const walk = walked(steps, doc);
    const shelter = sheltered(walk, there, this.#names);
    let again = [];
    for (const [at, { map, before, after }] of walk.entries()) {
      const come = this.#come(map, after);
      const taken = takenBy(map, before, [...there, ...this.#back]).map(shelter.without(at)).filter(hasWord);
      this.#move(map);
      this.#taken.push(...taken);
      this.#back.push(...come);
      again = [...survivors(map, again), ...come];
      there = survivors(map, there);
    }
    this.#there = there;
    this.#back.push(...shelter.ranges);
    return [...again, ...shelter.ranges];
  }

  /** The word stands elsewhere now: what is left of it in its place goes. */
  leave() {
    this.#back.push(...this.#there.splice(0));
  }

  /** Where in `after` letters of the word stand again that `map` brought to where they were taken out. */
  #come(map, after) {
    const back = [];
    map.forEach((start, _end, from, to) => {
      const put = lettersIn(after, from, to);
      const taken = this.#taken.find((each) => each.from <= start && start <= each.to && isSame(each.letters, put));
      if (!taken) return;
      this.#taken.splice(this.#taken.indexOf(taken), 1);
      for (const [at, place] of put.entries()) if (taken.letters[at].isWord) back.push({ from: place.from, to: place.to });
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

  /** Own steps are in the server's text now. */
  pass(maps) {
    for (const map of maps) this.#move(map);
  }
}

function walked(steps, doc) {
  let before = doc;
  return steps.map((step) => {
    const after = step.apply(before).doc;
    const one = { map: step.getMap(), before, after };
    before = after;
    return one;
  });
}

const hasWord = ({ letters }) => letters.some(({ isWord }) => isWord);
const isSame = (some, others) => some.length === others.length && some.every(({ letter }, at) => letter === others[at].letter);

/** What `map` takes out of `doc` together with letters of `word`. */
function takenBy(map, doc, word) {
  const taken = [];
  const isWord = isIn(word);
  map.forEach((from, to, start, end) => {
    const letters = lettersIn(doc, from, to).map((each) => ({ ...each, isWord: isWord(each.from) }));
    if (hasWord({ letters })) taken.push({ from: start, to: end, letters });
  });
  return taken;
}

/**
 * Whoever takes out with the word what they have not seen puts it into the refuge of its note in the same steps, and an undo
 * does not bring it back. `names` are those of the note that the letters `there` stand in, and are added to. Returns the
 * `ranges` in which letters of the word stand so, and what was taken `without` those at step number `at`.
 */
function sheltered(walk, there, names) {
  const name = (doc, [first]) => first && names.add(noteAt(doc, first.from));
  const [taken, unseen, beside] = [[], new Map(), new Set()]; // `beside` are the notes of all that was taken with the word
  let ranges = [];
  for (const [at, { map, before, after }] of walk.entries()) {
    name(before, there);
    ranges = survivors(map, ranges);
    const refuges = new Set([...names, ...beside].filter(Boolean).map(refugeOf));
    map.forEach((_start, _end, from, to) => {
      const put = lettersIn(after, from, to);
      if (!put.length || !refuges.has(noteAt(after, put[0].from))) return;
      for (const each of taken) for (const [letter, place] of pairsOf(each.letters, put)) {
        each.letters = each.letters.filter((other) => other !== letter);
        unseen.set(each.at, (unseen.get(each.at) ?? new Set()).add(letter.from));
        if (letter.isWord) ranges.push({ from: place.from, to: place.to });
      }
    });
    for (const each of takenBy(map, before, there)) {
      taken.push({ ...each, at });
      for (const { from } of each.letters) beside.add(noteAt(before, from));
    }
    there = survivors(map, there);
  }
  const without = (at) => ({ from, to, letters }) => ({ from, to, letters: letters.filter((letter) => !unseen.get(at)?.has(letter.from)) });
  return { ranges, without };
}

/** Which of the `letters` taken out are among those `put`; what may be another that was taken out beside the word is left alone. */
function pairsOf(letters, put) {
  const found = new Map();
  for (const [at, some] of likely(letters, put).entries()) {
    const free = some.filter((letter) => !found.has(letter));
    if (free.length && some.every(({ isWord }) => isWord === some[0].isWord)) found.set(free[0], put[at]);
  }
  return [...found];
}
