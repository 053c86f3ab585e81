// A composed word stays one piece also when it has just ended, and whatever is typed over several notes leaves others' alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deleteSelection } from "prosemirror-commands";
import { Slice } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { OpenDocument } from "../../static/js/text/document.js";
import { narrowed } from "../../static/js/text/narrow.js";
import { schema } from "../../static/js/text/schema.js";
import { noteKeeping } from "../../static/js/text/notes.js";
import { undo } from "../../static/js/text/undo.js";
import { halfSent, wordIn, wordKeeping } from "../../static/js/text/word.js";

const note = (id, text) => schema.node("paragraph", { id }, text ? [schema.text(text)] : []);
const docOf = (...notes) => schema.node("doc", null, notes);
const linesOf = ({ state }) => state.doc.content.content.map((node) => node.textBetween(0, node.content.size, "", "\n"));

/** A document in which "barnehag" was composed and sent, then its last letter and " nå" were written and not yet; `ends` while
 *  what others did is not known yet. */
function written(ends = false) {
  let length = 0;
  const document = new OpenDocument({ name: "a", version: 0, doc: docOf(note("n", "")).toJSON(), plugins: [wordKeeping(() => length, () => ends)] });
  document.word = (steps, state) => halfSent(state, steps);
  const type = (letter, composed) => {
    const change = document.state.tr.insertText(letter);
    document.dispatch(composed ? change.setMeta("composition", 1) : change);
  };
  for (const letter of "barnehag") {
    length += 1;
    type(letter, true);
  }
  document.confirm(8);
  length += 1;
  type("e", true);
  for (const letter of " nå") type(letter);
  return document;
}

const others = (document, step) => document.receive(document.version, [step.toJSON()], ["ola"]);
const cut = (from, to) => new ReplaceStep(from, to, Slice.empty);

for (const [name, step] of [
  ["all that others have seen of it is deleted", cut(1, 9)],
  ["its first letter is deleted", cut(1, 2)],
  ["a line is begun in its midst", new ReplaceStep(4, 4, new Slice(schema.node("doc", null, [schema.node("paragraph", null, [schema.node("hard_break")])]).content.firstChild.content, 0, 0))],
]) {
  test(`a word whose last letter has not been sent stays whole when ${name}`, () => {
    const document = written();

    others(document, step);

    const text = linesOf(document).join(" ");
    assert.equal(text.match(/barnehage/g)?.length, 1, text);
    assert.equal(text.match(/barn|hage/g).length, 2, text);
    assert.match(text, / nå/);
  });
}

const SPLIT = new Slice(docOf(note("n", ""), note("m", "")).content, 1, 1);

for (const [name, step] of [
  ["a note is begun in its midst", new ReplaceStep(4, 4, SPLIT, true)],
  ["all that others have seen of it is deleted", cut(1, 9)],
]) {
  test(`what is typed on before others are heard goes with the word when ${name}`, () => {
    const document = written(true);

    others(document, step);

    assert.equal(linesOf(document).filter((line) => line.includes("barnehage nå")).length, 1, linesOf(document).join("|"));
  });
}

test("a word that has been sent whole is deleted by whoever deletes it", () => {
  const document = written();
  document.confirm(12);

  others(document, cut(1, 13));

  assert.deepEqual(linesOf(document), [""]);
});

test("what is typed over several notes writes nothing anew of the last", () => {
  const document = new OpenDocument({ name: "a", version: 0, doc: docOf(note("n", "en"), note("m", "to"), note("o", "tre")).toJSON() });
  const { state } = document;
  const read = new Slice(docOf(note("m", "Åto")).content, 1, 0); // as it is read from the page
  const change = state.tr.step(new ReplaceStep(1, 8, read));
  change.setSelection(TextSelection.create(change.doc, 2)).setMeta("composition", 1);

  document.dispatch(change);

  const [step] = document.unconfirmed;
  assert.deepEqual(linesOf(document), ["Åto", "tre"]);
  assert.deepEqual([step.from, step.to, step.slice.content.textBetween(0, step.slice.content.size)], [1, 5, "Å"]);
  assert.equal(document.state.selection.head, 2);
  assert.equal(narrowed(state, change).getMeta("composition"), 1);
  others(document, new ReplaceStep(7, 7, new Slice(schema.node("paragraph", null, [schema.text("!")]).content, 0, 0)));
  assert.deepEqual(linesOf(document), ["Åto!", "tre"]);
});

test("what makes another text of the last note is done as it is", () => {
  const document = new OpenDocument({ name: "a", version: 0, doc: docOf(note("n", "en"), note("m", "to")).toJSON() });
  const read = new Slice(docOf(note("m", "x")).content, 1, 0);

  document.dispatch(document.state.tr.step(new ReplaceStep(1, 8, read)));

  assert.deepEqual(linesOf(document), ["x"]);
});

/** Kari composes at the end of two notes that Ola writes in too; `send` and `hear` are their ways to the one ledger. */
function together() {
  const [steps, clients] = [[], []];
  let [length, ids] = [0, 0];
  const makeId = () => `made${++ids}`;
  const doc = docOf(note("a", "Første"), note("n", "og så ")).toJSON();
  const open = (client, plugins = []) =>
    new OpenDocument({ name: "a", version: 0, doc, client, makeId, plugins: [...plugins, noteKeeping({ makeId, lit: () => null })] });
  const [ola, kari] = [open("ola"), open("kari", [wordKeeping(() => length)])];
  kari.word = (waiting, state) => (length ? wordIn(state) : halfSent(state, waiting));
  const hear = (document) => document.receive(document.version, steps.slice(document.version), clients.slice(document.version));
  const send = (document) => {
    hear(document);
    const own = document.unconfirmed;
    steps.push(...own.map((step) => step.toJSON()));
    clients.push(...own.map(() => document.client));
    document.confirm(document.version + own.length);
    hear(document === ola ? kari : ola);
  };
  const compose = (letters) => {
    for (const letter of letters) {
      length += 1;
      kari.dispatch(kari.state.tr.insertText(letter).setMeta("composition", 1));
    }
  };
  kari.dispatch(kari.state.tr.setSelection(TextSelection.atEnd(kari.state.doc)));
  return { ola, kari, send, compose };
}

const select = (document, from, to) => document.dispatch(document.state.tr.setSelection(TextSelection.create(document.state.doc, from, to)));
const act = (document, command) => command(document.state, (change) => document.dispatch(change));
const endOf = ({ state }) => state.doc.content.size - 1;

for (const [name, takeOut] of Object.entries({
  everything: (ola) => select(ola, 1, endOf(ola)) ?? act(ola, deleteSelection),
  "its note": (ola) => ola.dispatch(ola.state.tr.delete(8, endOf(ola) + 1)),
  "what there is of it": (ola) => select(ola, endOf(ola) - 5, endOf(ola)) ?? act(ola, deleteSelection),
  "its end": (ola) => select(ola, endOf(ola) - 2, endOf(ola)) ?? act(ola, deleteSelection),
  "its end, letter by letter": (ola) => {
    for (let count = 0; count < 2; count++) ola.dispatch(ola.state.tr.delete(endOf(ola) - 1, endOf(ola)));
  },
  "text from the note before": (ola) => select(ola, 3, endOf(ola) - 3) ?? ola.dispatch(ola.state.tr.insertText("x")),
})) {
  for (const isSoon of [true, false]) {
    test(`a word stands once when another deletes ${name} while it is composed and takes that back ${isSoon ? "before" : "after"} its end`, () => {
      const { ola, kari, send, compose } = together();
      compose("barne");
      send(kari);
      takeOut(ola);
      if (!isSoon) send(ola);
      else {
        act(ola, undo);
        send(ola);
      }
      compose("hage");
      send(kari);
      if (!isSoon) {
        act(ola, undo);
        send(ola);
        send(kari);
      }

      const text = linesOf(kari).join(" ");
      assert.deepEqual(linesOf(ola), linesOf(kari));
      assert.match(text, /Første/);
      assert.match(text, /barnehage/);
      assert.match(text.replace("barnehage", ""), /^[^bnhr]*Første[^bnhr]*$/);
    });
  }
}
