// A note that goes to another text of the room while somebody composes a word in it: the word stands once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Step } from "prosemirror-transform";
import { noteNamed, paragraphs } from "../../static/js/text/notes.js";
import { schema } from "../../static/js/text/schema.js";
import { lines, room, type } from "./model/room.mjs";

const noteOf = (authority, name, text) => paragraphs(authority.documents.get(name).doc).find(({ node }) => node.textContent.includes(text));

/** Takes into the text `name` on the server what `make(transaction)` does, as a client that nobody is. */
function take(authority, name, make) {
  const { doc, steps } = authority.documents.get(name);
  const json = make(doc).toJSON();
  const { epoch } = authority;
  const { type: said } = authority.take({ id: "x", document: name, version: steps.length, client: `mover-${authority.version}`, steps: [json], epoch });
  assert.equal(said, "taken");
}

const put = (pos, end, nodes) => Step.fromJSON(schema, { stepType: "replace", from: pos, to: end, ...(nodes.length && { slice: { content: nodes } }) });

/** Whoever leads takes the note with `text` to the end of another text, under its id; others' steps come in either order. */
function carry(authority, text, from, to, { firstThere = false } = {}) {
  const { node, pos } = noteOf(authority, from, text);
  const isAlone = authority.documents.get(from).doc.childCount === 1;
  const here = () => take(authority, from, () => put(pos, pos + node.nodeSize, isAlone ? [{ type: "paragraph" }] : []));
  const there = () => take(authority, to, (doc) => put(doc.content.size, doc.content.size, [node.toJSON()]));
  for (const half of firstThere ? [there, here] : [here, there]) half();
}

async function begun(word = "skø") {
  const made = room(2, ["a1", "a2"]);
  const [kari, ola] = made.devices;
  const [composer] = kari.composers;
  await made.settle();
  type(kari, "Skal over ");
  await made.settle();
  composer.begin(11);
  for (const letter of word) composer.write(letter);
  await made.settle();
  return { ...made, kari, ola, composer };
}

const texts = ({ documents }) => documents.map(({ state }) => lines(state).filter((line) => line.trim()));

function stands({ authority, devices }, expected) {
  const there = [...authority.documents.values()].map(({ doc }) => lines({ doc }).filter((line) => line.trim()));
  assert.deepEqual(there, expected);
  for (const device of devices) assert.deepEqual(texts(device), there);
}

for (const firstThere of [false, true]) {
  test(`a word that is composed in a note that is carried away stands once, where it is written, ${firstThere ? "there" : "here"} first`, async () => {
    const all = await begun();
    const { authority, composer, settle } = all;
    carry(authority, "Skal over", "a1", "a2", { firstThere });
    await settle();
    for (const letter of "yter") composer.write(letter);
    composer.end();
    await settle();

    stands(all, [["skøyter"], ["Skal over "]]);
  });
}

test("letters that the note has besides stay, and so does what another writes in it meanwhile", async () => {
  const all = await begun();
  const { authority, composer, ola, settle } = all;
  carry(authority, "Skal over", "a1", "a2");
  await settle();
  const note = noteNamed(ola.documents[1].state.doc, noteOf(authority, "a2", "Skal over").node.attrs.id);
  ola.act(ola.documents[1], (state, dispatch) => dispatch(state.tr.insertText("straks ", note.pos + 6)));
  await settle();
  composer.write("yter");
  composer.end();
  await settle();

  stands(all, [["skøyter"], ["Skal straks over "]]);
});

test("a note that was nothing but the word leaves none behind", async () => {
  const made = room(2, ["a1", "a2"]);
  const { authority, devices: [kari], settle } = made;
  const [composer] = kari.composers;
  await settle();
  composer.begin(1);
  composer.write("skø");
  await settle();
  carry(authority, "skø", "a1", "a2");
  await settle();
  composer.write("yter");
  composer.end();
  await settle();

  stands(made, [["skøyter"], []]);
  assert.equal(authority.documents.get("a2").doc.childCount, 1);
});

test("so it is when the net was away while the note went", async () => {
  const all = await begun();
  const { authority, composer, kari, settle } = all;
  kari.cut();
  composer.write("yter");
  carry(authority, "Skal over", "a1", "a2");
  composer.end();
  await settle();
  kari.connect();
  await settle();

  stands(all, [["skøyter"], ["Skal over "]]);
});

test("and over a page that ended in the middle of the word", async () => {
  const all = await begun();
  const { authority, composer, kari, settle } = all;
  kari.cut();
  composer.write("yt");
  await settle();
  carry(authority, "Skal over", "a1", "a2");
  kari.load();
  await settle();

  stands(all, [["skøyt"], ["Skal over "]]);
});

test("what came back to where the word is written stands once too", async () => {
  const all = await begun();
  const { authority, composer, settle } = all;
  carry(authority, "Skal over", "a1", "a2");
  await settle();
  composer.write("yter");
  composer.end();
  await settle();
  carry(authority, "Skal over", "a2", "a1");
  await settle();

  stands(all, [["skøyter", "Skal over "], []]);
});

test("out of a text that is locked they go when it is open again", async () => {
  const all = await begun();
  const { authority, composer, kari, ola, settle } = all;
  kari.documents[1].writable = false;
  carry(authority, "Skal over", "a1", "a2");
  await settle();
  composer.write("yter");
  composer.end();
  await settle();
  assert.deepEqual(texts(ola), [["skøyter"], ["Skal over skø"]]);
  authority.setStage(true);
  type(ola, "! ", 1);
  await settle();

  stands(all, [["! ", "skøyter"], ["Skal over "]]);
});
