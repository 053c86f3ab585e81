// Somebody who composes words, as every telephone's keyboard does: letters come one by one, a suggestion takes their place,
// the word ends, or is given up. It lasts over whatever the others and the net do meanwhile.
import { TextSelection } from "prosemirror-state";
import { reaches } from "../../../static/js/editor/composition.js";
import { mapsOf } from "../../../static/js/text/inserted.js";
import { halfSent, reachOf, wordIn, wordKeeping } from "../../../static/js/text/word.js";

let compositions = 0;

export class Composer {
  #length = 0;
  composing = false;
  plugin = wordKeeping(() => this.#length);

  /** `act(document, command)` does what the device does. */
  constructor(act) {
    this.act = act;
  }

  /** Its document, as an editor that is mounted on it. */
  watch(document) {
    this.document = document;
    document.word = (steps, state) => (!this.composing ? halfSent(state, steps) : this.#length ? wordIn(state) : null);
    document.holds = (steps, own, state) => {
      if (!this.composing) return false;
      const { head } = state.selection;
      return reaches(steps, mapsOf(own), state.doc, reachOf(document.word(own, state)) ?? { from: head, to: head });
    };
  }

  begin(pos) {
    this.composing = true;
    this.number = ++compositions;
    this.#length = 0;
    const { doc } = this.document.state;
    const place = TextSelection.near(doc.resolve(Math.min(pos, doc.content.size)));
    this.#do((state) => state.tr.setSelection(place));
  }

  write(letters) {
    this.#compose(this.#length + letters.length, (state) => state.tr.insertText(letters));
  }

  /** What stands there becomes `letters`: a suggestion that is taken, or nothing, when the word is given up. */
  replace(letters) {
    const word = reachOf(wordIn(this.document.state));
    if (!word || !this.#length) return;
    this.#compose(letters.length, (state) => state.tr.insertText(letters, word.from, word.to));
  }

  end() {
    if (!this.composing) return;
    this.composing = false;
    this.document.release();
  }

  /** Of what cannot be written, in a room that is closed, nothing is composed. */
  #compose(length, make) {
    const [before, { doc }] = [this.#length, this.document.state];
    this.#length = length;
    this.#do((state) => make(state).setMeta("composition", this.number));
    if (this.document.state.doc === doc) this.#length = before;
  }

  #do(make) {
    this.act(this.document, (state, dispatch) => dispatch(make(state)));
  }
}
