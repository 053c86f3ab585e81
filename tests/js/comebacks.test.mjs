// A composed word of which others have seen the beginning stands once, whatever they take out, bring back and take out again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { splitBlock } from "prosemirror-commands";
import { TextSelection } from "prosemirror-state";
import { OpenDocument } from "../../static/js/text/document.js";
import { noteKeeping } from "../../static/js/text/notes.js";
import { schema } from "../../static/js/text/schema.js";
import { redo, undo } from "../../static/js/text/undo.js";
import { halfSent, wordKeeping } from "../../static/js/text/word.js";
import { room } from "./model/room.mjs";

const note = (id, text) => schema.node("paragraph", { id }, [schema.text(text)]);
const DOC = schema.node("doc", null, [note("a", "Før"), note("n", "og ")]); // "og " begins at 6
const linesOf = ({ state }) => state.doc.content.content.map((each) => each.textContent);
const written = (document) => linesOf(document).join(" ");
const act = (document, command) => command(document.state, (change) => document.dispatch(change));
const cut = (document, from, to) => document.dispatch(document.state.tr.delete(from, to));
const type = (document, text, at) => document.dispatch(document.state.tr.setSelection(TextSelection.create(document.state.doc, at)).insertText(text));
const select = (document, from, to) => document.dispatch(document.state.tr.setSelection(TextSelection.create(document.state.doc, from, to)));
const end = ({ state }) => state.doc.content.size - 1;

/** Kari and Ola with one ledger: `hear` brings one of them all that is new in it, in one piece; `send` does so and adds their own. */
function pair() {
  const [steps, clients] = [[], []];
  let [length, ids] = [0, 0];
  const makeId = () => `made${++ids}`;
  const open = (client, plugins = []) =>
    new OpenDocument({ name: "a", version: 0, doc: DOC.toJSON(), client, makeId, plugins: [...plugins, noteKeeping({ makeId })] });
  const [ola, per, kari] = [open("ola"), open("per"), open("kari", [wordKeeping(() => length)])];
  kari.word = (waiting, state) => halfSent(state, waiting);
  const hear = (document) => document.receive(document.version, steps.slice(document.version), clients.slice(document.version));
  const send = (document) => {
    hear(document);
    const own = document.unconfirmed;
    steps.push(...own.map((step) => step.toJSON()));
    clients.push(...own.map(() => document.client));
    document.confirm(document.version + own.length);
  };
  const compose = (letters) => {
    for (const letter of letters) {
      length += 1;
      kari.dispatch(kari.state.tr.insertText(letter).setMeta("composition", 1));
    }
  };
  const cover = (letters) => (length += letters);
  select(kari, end(kari), end(kari));
  return { ola, kari, per, hear, send, compose, cover };
}

/** Everything is sent and heard; `bar` and all of `texts` stand once, each letter of the word in it, and in both the same. */
function check({ ola, kari, hear, send }, ...texts) {
  for (const each of [kari, ola, kari]) send(each);
  hear(ola);
  const text = written(kari);
  assert.deepEqual(linesOf(ola), linesOf(kari));
  for (const each of ["bar", ...texts]) assert.equal(text.split(each).length, 2, `${each} stands once in: ${text}`);
  assert.equal(text.match(/[ba]/g).length, 2, text);
}

/** Kari composes a word whose first two letters Ola has. */
function begun() {
  const all = pair();
  all.compose("ba");
  all.send(all.kari);
  all.hear(all.ola);
  return all;
}

test("it is found beside its note also when that became another's while it was taken out unseen", () => {
  const all = pair();
  const { ola, kari, hear, send, compose } = all;
  compose("ba");
  send(kari);
  compose("r");
  cut(ola, 4, 6);
  cut(ola, 1, end(ola));
  send(ola);
  hear(kari);

  check(all);
});

test("it is found beside its note among other letters that were taken out unseen", () => {
  const all = pair();
  const { ola, kari, hear, send, compose } = all;
  type(kari, "x", 7);
  select(kari, 9, 9);
  compose("ba");
  send(kari);
  compose("r");
  cut(ola, 6, end(ola));
  send(ola);
  hear(kari);

  check(all, "x");
});

for (const [name, place] of Object.entries({ "its note": 7, "the note before, taken out with it": 2 })) {
  test(`it is known when it is brought back without what had not been seen in ${name}`, () => {
    const all = pair();
    const { ola, kari, hear, send, compose } = all;
    compose("ba");
    send(kari);
    hear(ola);
    type(kari, "x", place);
    send(kari);
    select(kari, end(kari), end(kari));
    compose("r");
    cut(ola, 1, end(ola));
    act(ola, undo);
    send(ola);
    hear(kari);

    check(all, "x");
  });
}

test("what another types where it was brought back and taken out again stays", () => {
  const all = begun();
  const { ola, kari, hear, send, compose } = all;
  cut(ola, end(ola) - 2, end(ola));
  send(ola);
  compose("r");
  send(kari);
  hear(ola);
  act(ola, undo);
  act(ola, redo);
  for (const letter of "quiz") type(ola, letter, 9);
  send(ola);
  hear(kari);

  check(all, "ziuq");
});

for (const [name, write] of Object.entries({
  "in one": (ola) => type(ola, "ba", end(ola)),
  "one by one": (ola) => [..."ba"].forEach((letter) => type(ola, letter, end(ola))),
})) {
  test(`the very letters that another took out of it stay when they type them, ${name}`, () => {
    const all = begun();
    const { ola, kari, hear, send, compose } = all;
    cut(ola, end(ola) - 2, end(ola));
    write(ola);
    compose("r");
    send(ola);
    hear(kari);
    send(kari);
    hear(ola);

    assert.deepEqual(linesOf(ola), linesOf(kari));
    assert.deepEqual(linesOf(ola).sort(), ["Før", "bar", "og ba"].sort());
  });
}

test("what another wrote in the midst of it and took out again does not come back with it", () => {
  const all = begun();
  const { ola, kari, hear, send, compose } = all;
  type(ola, "z", end(ola) - 1);
  send(ola);
  compose("r");
  hear(kari);
  cut(ola, end(ola) - 2, end(ola) - 1);
  send(ola);
  hear(kari);

  check(all);
  assert.doesNotMatch(written(kari), /z/);
});

test("it is known each time it is brought back, taken out again, and brought back again", () => {
  const all = begun();
  const { ola, kari, hear, send, compose } = all;
  cut(ola, 6, end(ola));
  send(ola);
  compose("r");
  hear(kari);
  for (const command of [undo, redo, undo]) {
    act(ola, command);
    send(ola);
    hear(kari);
  }

  check(all);
});

test("it stays where it is when another writes over it and takes that back at once", () => {
  const all = begun();
  const { ola, kari, hear, send, compose } = all;
  select(ola, end(ola) - 2, end(ola));
  ola.dispatch(ola.state.tr.insertText("xy"));
  act(ola, undo);
  send(ola);
  compose("r");
  hear(kari);

  check(all);
});

test("it is known when another takes out and brings back what was left of it where its note was split", () => {
  const all = begun();
  const { ola, kari, hear, send, compose } = all;
  select(ola, end(ola) - 1, end(ola) - 1);
  act(ola, splitBlock);
  send(ola);
  compose("r");
  hear(kari);
  cut(ola, end(ola) - 3, end(ola));
  send(ola);
  hear(kari);
  act(ola, undo);
  send(ola);
  hear(kari);

  check(all);
});

test("whoever took it out and heard where it stands whole does not bring it back once more", () => {
  const all = begun();
  const { ola, kari, hear, send, compose } = all;
  cut(ola, 6, end(ola));
  send(ola);
  compose("r");
  send(kari);
  hear(ola);
  act(ola, undo);

  assert.deepEqual(linesOf(ola).sort(), ["Før", "bar", "og "].sort());
  act(ola, redo);
  act(ola, undo);
  assert.deepEqual(linesOf(ola).sort(), ["Før", "bar", "og "].sort());
  send(ola);
  check(all, "og ");
});

test("what comes again in another's hands is told from what only looks like it", () => {
  const all = begun();
  const { ola, kari, hear, send, compose } = all;
  compose("r");
  type(ola, "bar", 6);
  send(ola);
  cut(ola, 6, end(ola));
  send(ola);
  hear(kari);
  type(kari, "bar", end(kari));
  send(kari);
  hear(ola);
  act(ola, undo);

  assert.match(written(ola), /barog/);
});

test("it is found where a third, who had not heard that it came back, has put it", () => {
  const all = begun();
  const { ola, kari, per, hear, send, compose } = all;
  type(ola, "x", 6);
  cut(ola, 7, end(ola));
  send(ola);
  compose("r");
  send(kari);
  hear(per);
  per.dispatch(per.state.tr.insert(8, note("z", "z")));
  send(per);
  cut(per, 5, 8);
  act(ola, undo);
  send(ola);
  hear(kari);
  send(per);
  hear(kari);

  check(all, "og ", "z");
});

test("it is known when what brought it back had to be put back itself", () => {
  const all = begun();
  const { ola, kari, hear, send, compose } = all;
  cut(ola, 6, end(ola));
  send(ola);
  compose("r");
  send(kari);
  act(ola, undo);
  send(ola);
  hear(kari);

  check(all, "og ");
});

for (const [name, isHeard] of Object.entries({ "where it stands": true, "nothing of it yet": false })) {
  test(`it is known when another, without net, deletes the rest of its note too and takes both back, and the server has heard ${name}`, () => {
    const all = begun();
    const { ola, kari, per, hear, send, compose } = all;
    cut(ola, end(ola) - 2, end(ola));
    send(ola);
    compose("r");
    if (isHeard) send(kari);
    hear(per);
    type(per, "z", 6);
    send(per);
    cut(ola, 6, end(ola));
    act(ola, undo);
    act(ola, undo);
    send(ola);
    hear(kari);

    check(all);
    assert.match(written(kari), /Før zog/, "and what comes again stands where it stood");
  });
}

test("it is known when its undo brings back more than the deletion took, since a third had deleted part of it first", () => {
  const all = begun();
  const { ola, kari, per, hear, send, compose } = all;
  compose("r");
  hear(per);
  cut(per, 6, 7);
  send(per);
  cut(ola, 6, end(ola));
  act(ola, undo);
  send(ola);
  hear(kari);

  check(all);
});

test("it is known when it is brought back before its emptied note, in which another writes", () => {
  const all = begun();
  const { ola, kari, per, hear, send, compose } = all;
  cut(ola, 1, end(ola));
  send(ola);
  hear(per);
  type(per, "z", 1);
  send(per);
  compose("r");
  hear(ola);
  act(ola, undo);
  send(ola);
  hear(kari);

  check(all, "Før", "z");
});

test("it is known when what brought it back long after had to be put back itself, beside its note", () => {
  const all = begun();
  const { ola, kari, per, hear, send, compose } = all;
  cut(ola, end(ola) - 2, end(ola));
  send(ola);
  compose("r");
  send(kari);
  act(ola, undo);
  hear(per);
  per.dispatch(per.state.tr.insert(10, note("z", "z")));
  per.dispatch(per.state.tr.delete(5, 10));
  send(per);
  hear(kari);
  send(ola);
  hear(kari);

  check(all, "z");
});

test("it is known when the whole text is taken between its deletion and its undo", () => {
  const all = begun();
  const { ola, kari, hear, send, compose } = all;
  cut(ola, 6, end(ola));
  send(ola);
  compose("r");
  send(kari);
  hear(ola);
  type(ola, "!", 4);
  send(ola);
  kari.take(ola.state.doc, ola.version, { goesOn: true });
  act(ola, undo);
  act(ola, undo);
  send(ola);
  hear(kari);

  check(all);
});

/** Kari's page is loaded again after Ola took out the letters of her word that he had seen, and before or while he does `what`. */
async function reloaded(what, isAway) {
  const { devices: [kari, ola], settle } = room();
  const [composer] = kari.composers;
  const act = (device, command) => device.act(device.documents[0], command);
  await settle();
  act(ola, (state, dispatch) => dispatch(state.tr.insertText("og ", 1)));
  await settle();
  composer.begin(4);
  composer.write("b");
  composer.write("a");
  await settle();
  kari.cut();
  composer.write("r");
  composer.end();
  act(ola, (state, dispatch) => dispatch(state.tr.delete(1, 6)));
  await settle();
  kari.connect();
  await settle();
  kari.crash();
  if (isAway) what(ola, act);
  await settle();
  kari.load();
  await settle();
  if (!isAway) what(ola, act);
  await settle();
  return { kari: kari.documents[0], ola: ola.documents[0] };
}

for (const [name, isAway] of Object.entries({ before: false, while: true })) {
  test(`it is known when its page was loaded again ${name} another took the deletion back`, async () => {
    const { kari, ola } = await reloaded((device, act) => act(device, undo), isAway);

    const text = written(kari);
    assert.deepEqual(linesOf(kari), linesOf(ola));
    assert.match(text, /bar/);
    assert.match(text, /og/);
    assert.equal(text.match(/[ba]/g).length, 2, text);
  });

  test(`the very letters that another took out stay when they type them ${name} its page is loaded again`, async () => {
    const { kari, ola } = await reloaded((device, act) => act(device, (state, dispatch) => dispatch(state.tr.insertText("og ba", 1))), isAway);

    assert.deepEqual(linesOf(kari), linesOf(ola));
    assert.deepEqual(linesOf(kari).sort(), ["bar", "og ba"]);
  });
}

test("an undo takes back one's own letters only of a word that was torn, though a keyboard composed it over another's", () => {
  const all = pair();
  const { ola, kari, hear, send, compose, cover } = all;
  type(ola, "x", end(ola));
  send(ola);
  hear(kari);
  select(kari, end(kari), end(kari));
  cover(1);
  compose("ba");
  send(kari);
  hear(ola);
  compose("r");
  select(ola, end(ola) - 1, end(ola) - 1);
  act(ola, splitBlock);
  send(ola);
  send(kari);
  assert.match(written(kari), /xbar/);
  act(kari, undo);
  for (const each of [kari, ola]) send(each);

  assert.match(written(kari), /^Før og +x *$/);
  assert.deepEqual(linesOf(ola), linesOf(kari));
});
