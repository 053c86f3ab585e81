// The cursor that the page itself has put into a field stands in nobody's note yet: the first words typed there begin a
// note of their own, where they would otherwise run on in the last words of somebody else.
import { Plugin, PluginKey, Selection } from "prosemirror-state";
import { SETTLED } from "../text/notes.js";
import { schema } from "../text/schema.js";

const KEY = "samtavle.written"; // whoever has written in a field before, in this tab, goes on in it
const MOVES = /^(Arrow|Home|End|Page)/;
const arrival = new PluginKey("arrival");

function written() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return []; // storage is forbidden in some private windows
  }
}

export function remember(name) {
  const names = written();
  if (names.includes(name)) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...names, name]));
  } catch {
    // then it lasts as long as the page
  }
}

/** Puts the cursor at the end of the document called `name`, where the next note goes. */
export function arrive(view, name) {
  const { tr, doc } = view.state;
  view.dispatch(tr.setSelection(Selection.atEnd(doc)).setMeta(arrival, !written().includes(name)));
  view.focus();
}

/**
 * For a moment after it got the focus, the view takes a cursor at the very start for the browser's doing and puts it back.
 * A key that leads there is somebody's. That moment is no part of the view's interface, so it is asked for with care.
 */
function goAnywhere({ input }) {
  if (input) input.lastFocus = 0;
}

/** Somebody has chosen a place, so what is typed belongs there. */
function settle(view) {
  if (arrival.getState(view.state)) view.dispatch(view.state.tr.setMeta(arrival, false));
  return false;
}

/**
 * Before the first words: to the end again, and past what others wrote there. The note is put behind theirs; a break in
 * it would take along what they are just typing.
 */
function beginNote(view) {
  const { state } = view;
  if (!arrival.getState(state)) return false;
  const { tr } = state;
  if (Selection.atEnd(state.doc).$head.parent.content.size) tr.insert(state.doc.content.size, schema.node("paragraph"));
  view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)));
  return true;
}

export const arrivals = () =>
  new Plugin({
    key: arrival,
    state: {
      init: () => false,
      apply(change, fresh) {
        const told = change.getMeta(arrival);
        if (told !== undefined) return told;
        return fresh && (Boolean(change.getMeta(SETTLED)) || !(change.docChanged || change.selectionSet));
      },
    },
    props: {
      handleTextInput(view, _from, _to, text) {
        if (view.composing || !beginNote(view)) return false; // a word that is being composed must not be moved
        view.dispatch(view.state.tr.insertText(text).scrollIntoView());
        return true;
      },
      handleKeyDown(view, { key }) {
        if (!MOVES.test(key)) return false;
        goAnywhere(view);
        return settle(view);
      },
      handleDOMEvents: { pointerdown: settle },
    },
  });
