// The plain model: what became of every letter, from what people did alone. It knows no steps, versions or rebases.
import { lettersIn } from "../model/writing.mjs";

function without(letters, others) {
  const known = new Set(others);
  return [...letters].filter((letter) => !known.has(letter));
}

export class Tale {
  #typed = new Set();
  #removed = new Set(); // by somebody who saw them
  #unkept = new Set(); // crashed before they were on the device
  #passed = new Set();
  #events = [];

  /** Who did or heard what: read when something does not hold. */
  happened(who, what) {
    this.#events.push(`${Math.round(performance.now())} ${who} ${what}`);
  }

  /** All that happened to any of these letters. */
  eventsOf(letters) {
    return this.#events.filter((event) => letters.some((letter) => event.includes(letter))).join("\n");
  }

  wrote(before, after) {
    for (const letter of without(after, before)) this.#typed.add(letter);
    for (const letter of without(before, after)) this.#removed.add(letter);
  }

  /** This was let through to the server, which a device does only with what it has kept. */
  passed(text) {
    for (const letter of lettersIn(text)) this.#passed.add(letter);
  }

  crashed(visible, stored) {
    for (const letter of without(visible, [...stored, ...this.#passed])) this.#unkept.add(letter);
  }

  get letters() {
    return this.#typed.size;
  }

  /**
   * `text` is all that stands in the end, `late` all that was handed in beside it. Returns the letters that are
   * `lost`, that stand `twice`, and that are `foreign`, which nobody typed.
   */
  reckon(text, late) {
    const standing = lettersIn(text);
    const there = [...standing, ...lettersIn(late)];
    return {
      lost: without(this.#typed, [...there, ...this.#removed, ...this.#unkept]),
      twice: standing.filter((letter, at) => standing.indexOf(letter) < at),
      foreign: without(there, this.#typed),
    };
  }
}
