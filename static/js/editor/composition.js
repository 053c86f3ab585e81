// Others may write in the very line in which somebody composes a word. Four things keep the word whole:
// their letters are drawn as letters, since a line whose whole text is set anew loses the browser's place in it;
// the element that holds the cursor stays the cursor's (paragraph.js); what falls on the word itself, or makes its note
// anew, waits for its end; and what tears it all the same is mended then (text/rescue.js).
import { AttrStep, Mapping, ReplaceStep } from "prosemirror-transform";
import { mapsOf } from "../text/inserted.js";
import { isInline } from "../text/steps.js";
import { halfSent, reachOf, wordIn, wordKeeping } from "../text/word.js";

const PATIENCE = 10_000; // ms without a new letter: somebody stopped in the middle of a word and looks up
const LOOK = 1000; // ms between two looks for that, while others' steps wait

function setGently(node, text) {
  const old = node.data;
  let start = 0;
  let end = 0;
  while (start < Math.min(old.length, text.length) && old[start] === text[start]) start += 1;
  while (end < Math.min(old.length, text.length) - start && old.at(-1 - end) === text.at(-1 - end)) end += 1;
  node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
}

/** From now on whoever sets the node's text changes only what differs. */
function soften(node) {
  if (node?.nodeType !== Node.TEXT_NODE || Object.hasOwn(node, "nodeValue")) return;
  Object.defineProperty(node, "nodeValue", {
    configurable: true,
    get: () => node.data,
    set: (text) => setGently(node, text),
  });
}

/** Whether `from`–`to` of `doc` lies in one note. */
const isInOneNote = (doc, from, to) => doc.resolve(from).sameParent(doc.resolve(to)) && doc.resolve(from).parent.isTextblock;

/**
 * Whether `steps`, others' in the server's text, reach the `word` being composed in `doc`, which lies behind the maps of
 * `unconfirmed`. Letters and marks do so on the word alone; whatever makes notes anew does so in the whole of its block.
 */
export function reaches(steps, unconfirmed, doc, word) {
  const ours = new Mapping(unconfirmed);
  const $word = doc.resolve(word.to);
  const block = $word.depth ? { from: $word.before(1), to: $word.after(1) } : word;
  return steps.some((step, at) => {
    if (step instanceof AttrStep) return false; // the note's element takes it in place
    const before = new Mapping(mapsOf(steps.slice(0, at))).invert();
    const place = (pos, side) => ours.map(before.map(pos, side), side);
    const [from, to] = [place(step.from, -1), place(step.to, 1)].map((pos) => Math.min(pos, doc.content.size));
    const isLetters = !(step instanceof ReplaceStep) ? step.slice === undefined : isInline(step.slice) && isInOneNote(doc, from, to);
    if (isLetters) return from <= word.to && to >= word.from;
    const isBeside = step.from === step.to && step.slice.openStart === 0; // a note that somebody begins before or behind
    return isBeside ? from < block.to && to > block.from : from <= block.to && to >= block.from;
  });
}

/** Watches what is composed in the document. */
export class Composition {
  #length = 0; // of what is being composed, or was last
  #changed = 0; // when the word was last begun or written on
  #ends = false; // from the word's end until what waited for it has come
  #looking = null; // the timer, while steps wait
  plugin = wordKeeping(() => this.#length, () => this.#ends);

  /** `ended()` is called when nothing is being composed in `view` any more. */
  watch(view, ended) {
    this.view = view;
    const { dom } = view;
    const softenHere = () => soften(dom.ownerDocument.getSelection().focusNode);
    const measure = ({ data }) => (this.#length = data.length);
    for (const name of ["compositionstart", "compositionupdate", "input"]) dom.addEventListener(name, softenHere);
    const note = () => (this.#changed = Date.now());
    dom.addEventListener("compositionstart", () => (this.#length = 0));
    for (const name of ["compositionupdate", "compositionend"]) dom.addEventListener(name, measure);
    for (const name of ["compositionstart", "compositionupdate"]) dom.addEventListener(name, note);
    const release = () => {
      this.#ends = false;
      ended();
    };
    dom.addEventListener("compositionend", () => {
      this.#ends = true;
      setTimeout(release); // the view reads the end of it first
    });
  }

  /** What is being composed in `state`, or was and waits with `steps` to be sent; null when nothing is. */
  wordAmong(steps, state) {
    if (!this.view.composing) return halfSent(state, steps);
    return this.#length ? wordIn(state) : null;
  }

  /** Whether others' `steps` must wait for the end of the word in `state`, which lies behind the own `unconfirmed`. */
  holds(steps, unconfirmed, state) {
    if (!this.view.composing) return false;
    const { head } = state.selection;
    const word = reachOf(this.wordAmong(unconfirmed, state)) ?? { from: head, to: head };
    if (!reaches(steps, mapsOf(unconfirmed), state.doc, word)) return false;
    if (this.#endIfStopped()) return false;
    this.#looking ??= setInterval(() => this.#endIfStopped(), LOOK); // phones compose the last word until one goes on
    return true;
  }

  /** Ends as it stands a word that nobody has written on for a while; true when none is being composed any more. */
  #endIfStopped() {
    const { view } = this;
    const goesOn = view.composing && Date.now() - this.#changed < PATIENCE;
    if (goesOn) return false;
    clearInterval(this.#looking);
    this.#looking = null;
    if (view.composing) {
      view.dom.blur();
      view.focus();
    }
    return true;
  }
}
