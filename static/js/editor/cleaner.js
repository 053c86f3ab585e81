// What cleans a paste (entries/paste.js) comes with the first touch of a field or a key: who only reads has no use for it, and
// nobody waits for it to write. A paste that needs it before waits for it, and stands then where it was pasted; where it
// cannot be had, its lines are notes.
import { Plugin, Selection } from "prosemirror-state";

const PATIENCE = 4_000;
const INSERT = 45; // with Shift it pastes too, and means no plain text by it

let found = null;
let coming = null;
let tries = 0;

/** Where an early paste belongs, whatever is written meanwhile; 0 without one. */
export const place = new Plugin({
  state: { init: () => 0, apply: (change, at) => change.getMeta(place) ?? (at && change.mapping.map(at, -1)) },
});

/** What was copied here comes through as it is. */
export const isOurs = (html) => /\sdata-pm-slice=/.test(html);

/** `{cleaned, linesToNotes}`, or nothing as long as it has not come. */
export const cleaner = () => found;

/** What did not come has another name the next time: a browser remembers a module that it could not have. */
export function fetchCleaner() {
  const { cleaner: address } = document.getElementById("main").dataset;
  coming ??= import(`${address}#${tries++}`).then(
    (module) => (found = module),
    () => (coming = null),
  );
  return coming;
}

const patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));
const withSelection = (state, pos) => state.tr.setSelection(Selection.near(state.doc.resolve(pos)));

function paste(view, { html, text, event }) {
  if (html && (found || !text)) view.pasteHTML(html, event);
  else view.pasteText(text, event);
}

/** All that waits, at its place; the cursor stays with what is written meanwhile. */
async function pasteLate(view, waiting, refuse) {
  await Promise.race([fetchCleaner(), patience()]);
  const pastes = waiting.splice(0);
  if (!view.editable) return pastes.forEach(({ text }) => refuse(text));
  const { doc, selection } = view.state;
  const at = place.getState(view.state);
  const isElsewhere = at && at !== selection.from;
  if (isElsewhere) view.dispatch(withSelection(view.state, at));
  for (const each of pastes) paste(view, each);
  const grown = view.state.doc.content.size - doc.content.size;
  const { head } = selection;
  const back = isElsewhere ? withSelection(view.state, head > at ? head + grown : head) : view.state.tr;
  view.dispatch(back.setMeta(place, 0));
}

/** For ProseMirror's events of pasting and dropping: true when what comes waits. `refuse(text)` keeps what has no place any more. */
export function early(refuse) {
  const waiting = [];
  return (view, event) => {
    const { clipboardData, dataTransfer, clientX: left, clientY: top } = event;
    const [html, text] = ["text/html", "text/plain"].map((type) => (clipboardData ?? dataTransfer).getData(type));
    if (found || !view.editable || isOurs(html) || !(html || text)) return false;
    event.preventDefault();
    const dropped = dataTransfer && view.posAtCoords({ left, top });
    if (dropped) view.dispatch(withSelection(view.state, dropped.pos));
    const { shiftKey, lastKeyCode } = view.input ?? {}; // no part of its interface, so it is asked for with care
    const isPlain = !dropped && shiftKey && lastKeyCode !== INSERT;
    if (waiting.push({ html: isPlain ? "" : html, text, event }) > 1) return true;
    view.dispatch(view.state.tr.setMeta(place, view.state.selection.from));
    pasteLate(view, waiting, refuse);
    return true;
  };
}
