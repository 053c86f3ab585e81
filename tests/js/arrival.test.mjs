// Where the first words of whoever has just come to a field go.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { EditorState } from "prosemirror-state";
import { arrivals, arrive, remember } from "../../static/js/editor/arrival.js";
import { SETTLED } from "../../static/js/text/notes.js";
import { schema } from "../../static/js/text/schema.js";

const store = new Map();
globalThis.sessionStorage = { getItem: (key) => store.get(key) ?? null, setItem: (key, value) => store.set(key, value) };
beforeEach(() => store.clear());

/** As much of a view as the plugin needs, with notes in it. */
function field(...notes) {
  const doc = schema.node("doc", null, notes.map((text) => schema.node("paragraph", null, text ? [schema.text(text)] : [])));
  const plugin = arrivals();
  const { props } = plugin;
  const view = {
    state: EditorState.create({ doc, plugins: [plugin] }),
    dispatch: (change) => (view.state = view.state.apply(change)),
    focus() {},
    type(text) {
      const { from, to } = view.state.selection;
      if (!props.handleTextInput.call(plugin, view, from, to, text)) view.dispatch(view.state.tr.insertText(text));
    },
    others(text, pos) {
      view.dispatch(view.state.tr.insertText(text, pos).setMeta(SETTLED, true));
    },
    get notes() {
      return view.state.doc.content.content.map(({ textContent }) => textContent);
    },
  };
  arrive(view, "answer");
  return { view, props, plugin };
}

test("the first words begin a note of their own where somebody else's stands, and the next ones follow them", () => {
  const { view } = field("Felles leirskole");
  view.type("V");
  view.type("i");
  assert.deepEqual(view.notes, ["Felles leirskole", "Vi"]);
});

test("in an empty field they go into its first note", () => {
  const { view } = field("");
  view.type("Vi");
  assert.deepEqual(view.notes, ["Vi"]);
});

test("what others write meanwhile in the note with the cursor stays theirs", () => {
  const { view } = field("");
  view.others("Felles", 1);
  view.type("Vi");
  view.others("!", 7);
  assert.deepEqual(view.notes, ["Felles!", "Vi"]);
});

test("whoever has chosen a place writes there", () => {
  for (const choose of [
    ({ view, props }) => props.handleKeyDown(view, { key: "End" }),
    ({ view, props }) => props.handleDOMEvents.pointerdown(view),
    ({ view }) => view.dispatch(view.state.tr.insertText(" ")),
  ]) {
    const here = field("Felles");
    choose(here);
    here.view.type("+");
    assert.equal(here.view.notes.length, 1);
  }
});

test("whoever has written here before goes on after a reload", () => {
  remember("answer");
  const { view } = field("Felles leir");
  view.type("skole");
  assert.deepEqual(view.notes, ["Felles leirskole"]);
});

test("a word that is composed stays where its composition began", () => {
  const { view } = field("Felles ");
  view.composing = true;
  view.type("é");
  view.composing = false;
  view.type("n");
  assert.deepEqual(view.notes, ["Felles én"]);
});
