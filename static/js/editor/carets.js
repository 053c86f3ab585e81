// Where the others' cursors stand, with their names, and where ours stands for them. They are drawn in a layer over the
// text: an element among the letters would split the line, and with it the word that somebody composes there.
import { Plugin, PluginKey } from "prosemirror-state";

const PAUSE = 250; // the server hands them on four times a second at most

const key = new PluginKey("carets");

function box(className, { left, top, width, height }, hue) {
  const element = document.createElement("span");
  element.className = className;
  element.dataset.hue = hue;
  Object.assign(element.style, { left: `${left}px`, top: `${top}px`, height: `${height}px` });
  if (width) element.style.width = `${width}px`;
  return element;
}

/** The lines of `from`–`to` on the screen. */
function linesOf(view, from, to) {
  const range = document.createRange();
  const [start, end] = [view.domAtPos(from), view.domAtPos(to)];
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  return [...range.getClientRects()].filter(({ width }) => width > 0);
}

function drawn(view, { hue, name, anchor, head }, origin) {
  const beside = ({ left, top, width, height }) => ({ left: left - origin.left, top: top - origin.top, width, height });
  const lines = anchor === head ? [] : linesOf(view, Math.min(anchor, head), Math.max(anchor, head));
  const { left, top, bottom } = view.coordsAtPos(head);
  const caret = box("caret", beside({ left, top, height: bottom - top }), hue);
  if (name) caret.append(Object.assign(document.createElement("span"), { className: "caret-name", dir: "auto", textContent: name }));
  return [...lines.map((line) => box("caret-selection", beside(line), hue)), caret];
}

/** The layer over the text, drawn anew with the next frame whenever something moved. */
class Layer {
  #coming = 0;

  constructor(view) {
    this.view = view;
    this.element = Object.assign(document.createElement("div"), { className: "carets" });
    this.element.setAttribute("aria-hidden", "true");
    view.dom.after(this.element);
    this.sizes = new ResizeObserver(() => this.later());
    this.sizes.observe(view.dom);
  }

  later() {
    if (!this.element.childElementCount && !key.getState(this.view.state).length) return;
    this.#coming ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#coming = 0;
    const { view, element } = this;
    const shown = element.offsetParent ? key.getState(view.state) : []; // a hidden field has no places
    const origin = element.getBoundingClientRect();
    element.replaceChildren(...shown.flatMap((caret) => drawn(view, caret, origin)));
  }

  destroy() {
    cancelAnimationFrame(this.#coming);
    this.sizes.disconnect();
    this.element.remove();
  }
}

/** Tells where ours stands; only when all our own is confirmed, since it is counted in the server's text. */
class Teller {
  #waiting = null;
  #told = null;
  #later = () => (this.#waiting ??= setTimeout(() => this.#say(), PAUSE));

  constructor(view, opened, tell) {
    Object.assign(this, { view, opened, tell, later: this.#later });
    for (const name of ["focus", "blur"]) view.dom.addEventListener(name, this.later);
  }

  #say() {
    const { view, opened } = this;
    this.#waiting = null;
    if (opened.unconfirmed.length) return this.later();
    const { anchor, head } = view.state.selection;
    const caret = view.hasFocus() ? { document: opened.name, version: opened.version, anchor, head } : { document: null };
    const text = JSON.stringify(caret);
    if (text === this.#told || (this.#told === null && !caret.document)) return;
    this.#told = text;
    this.tell(caret);
  }

  destroy() {
    clearTimeout(this.#waiting);
    for (const name of ["focus", "blur"]) this.view.dom.removeEventListener(name, this.later);
  }
}

/** What is typed at a caret by its owner stands before it, what we type there stands behind. */
function moved(caret, transaction, settled) {
  const place = (pos) => transaction.mapping.map(pos, settled ? 1 : -1);
  return { ...caret, anchor: place(caret.anchor), head: place(caret.head) };
}

/** Shows the carets of a `carets` frame that are in `opened`; each has its owner's `name` and `hue`. */
export function showCarets(view, opened, carets, ownConnection) {
  const placed = carets
    .filter(({ connection, document }) => document === opened.name && connection !== ownConnection)
    .map((caret) => ({ ...caret, anchor: opened.placeNow(caret.version, caret.anchor), head: opened.placeNow(caret.version, caret.head) }))
    .filter(({ anchor, head }) => anchor !== null && head !== null);
  if (placed.length || key.getState(view.state).length) view.dispatch(view.state.tr.setMeta(key, placed));
}

/** `opened()` is the document, `tell(caret)` sends a caret, and `settled` is the mark of others' transactions. */
export const carets = ({ opened, tell, settled }) =>
  new Plugin({
    key,
    state: {
      init: () => [],
      apply: (transaction, shown) =>
        transaction.getMeta(key) ?? shown.map((caret) => moved(caret, transaction, transaction.getMeta(settled))),
    },
    view(view) {
      const [layer, teller] = [new Layer(view), new Teller(view, opened(), tell)];
      return {
        update() {
          layer.later();
          teller.later();
        },
        destroy() {
          layer.destroy();
          teller.destroy();
        },
      };
    },
  });
