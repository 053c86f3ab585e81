// A note may be taken to another text of the room while somebody composes a word in it. The word stands whole where it is
// written (rescue.js); those of its letters that had been sent came along with the note, under its id, and go from there.
import { lettersIn, noteAt, pairsOf } from "./alike.js";
import { dropBlank } from "./blanks.js";
import { isIn } from "./broughtback.js";
import { noteNamed } from "./notes.js";

export class Carried {
  #torn = []; // `{name, id, letters}`: out of which text and note, and what that held, with what was of the word

  /** From the text `name` the ranges `word` of the server's `doc` were torn. */
  add(name, { doc, word }) {
    const id = noteAt(doc, word[0].from);
    if (!id) return;
    const { node, pos } = noteNamed(doc, id);
    const isWord = isIn(word);
    this.#torn.push({ name, id, letters: lettersIn(doc, pos, pos + node.nodeSize).map((each) => ({ ...each, isWord: isWord(each.from) })) });
  }

  /** Looks for such notes in the open `documents`. */
  look(documents) {
    this.#torn = this.#torn.filter((each) => !documents.some((document) => isFound(document, each)));
  }
}

/** Whether the note stands in `document`: without the word then, but where that was torn itself (comebacks.js). */
function isFound(document, { name, id, letters }) {
  const { state, writable } = document;
  const note = noteNamed(state.doc, id);
  if (!note || document.name === name) return Boolean(note);
  if (!writable) return false;
  const change = state.tr.setMeta("addToHistory", false);
  const there = pairsOf(letters, lettersIn(state.doc, note.pos, note.pos + note.node.nodeSize));
  for (const [{ isWord }, { from, to }] of there.reverse()) if (isWord) change.delete(from, to);
  if (change.docChanged) dropBlank(change, note.pos + 1);
  document.dispatch(change);
  return true;
}
