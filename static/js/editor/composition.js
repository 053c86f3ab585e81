// Others may write in the very line in which somebody composes a word. Three things keep the word whole:
// their letters are drawn as letters, since a line whose whole text is set anew loses the browser's place in it;
// the element that holds the cursor stays the cursor's (paragraph.js); and what falls on the word itself waits for its end.
import { Mapping } from "prosemirror-transform";

const PATIENCE = 10_000; // somebody may stop in the middle of a word and look up

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

/** Whether `maps`, changes of the server's text, reach `from`–`to` of ours, which lies behind `unconfirmed`. */
export function touches(maps, unconfirmed, from, to) {
  const ours = new Mapping(unconfirmed);
  return maps.some((map, at) => {
    const before = new Mapping(maps.slice(0, at)).invert();
    let found = false;
    map.forEach((start, end) => {
      const [first, last] = [ours.map(before.map(start, -1), -1), ours.map(before.map(end, 1), 1)];
      found ||= first <= to && last >= from;
    });
    return found;
  });
}

/**
 * Watches compositions in `view`. `isIn(maps, unconfirmed)` says whether a change falls on the word that is composed now;
 * `ended()` is called when none is any more.
 */
export class Composition {
  #length = 0;
  #since = 0;

  constructor(view, ended) {
    this.view = view;
    const { dom } = view;
    const softenHere = () => soften(dom.ownerDocument.getSelection().focusNode);
    for (const name of ["compositionstart", "compositionupdate", "input"]) dom.addEventListener(name, softenHere);
    dom.addEventListener("compositionstart", () => (this.#since = Date.now()));
    dom.addEventListener("compositionupdate", ({ data }) => (this.#length = data.length));
    dom.addEventListener("compositionend", () => setTimeout(ended)); // the view reads the end of it first
  }

  isIn(maps, unconfirmed) {
    const { view } = this;
    if (!view.composing) return false;
    const { head } = view.state.selection;
    if (!touches(maps, unconfirmed, head - this.#length, head)) return false;
    if (Date.now() - this.#since < PATIENCE) return true;
    view.dom.blur(); // ends it as it stands
    view.focus();
    return false;
  }
}
