// What was pasted goes with one undo, whatever its shape and wherever it was put; what others wrote into it stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { splitBlock } from "prosemirror-commands";
import { Fragment, Slice } from "prosemirror-model";
import { schema } from "../../static/js/text/schema.js";
import { redo, undo } from "../../static/js/text/undo.js";
import { act, cursor, room, type } from "./model/room.mjs";

const { bullet_list, list_item, paragraph } = schema.nodes;
const note = (text) => paragraph.create(null, schema.text(text));
const list = (...items) => bullet_list.create(null, items.map((item) => list_item.create(null, typeof item === "string" ? note(item) : item)));
const shown = (device) => device.documents[0].state.doc.toString();
const textOf = (device) => device.documents[0].state.doc.textBetween(0, device.documents[0].state.doc.content.size, "|");

const SLICES = {
  "a note and a list, both open": [[note("AAA"), list("BBB", "CCC")], 1, 3],
  "a note and a closed list": [[note("AAA"), list("BBB", "CCC")], 1, 0],
  "a closed note and an open list": [[note("AAA"), list("BBB", "CCC")], 0, 3],
  "an open list": [[list("BBB", "CCC")], 3, 3],
  "an item of an open list": [[list("BBB")], 3, 3],
  "a closed list": [[list("BBB", "CCC")], 0, 0],
  "a list and a note": [[list("BBB", "CCC"), note("DDD")], 3, 1],
  "a list in a list": [[note("AAA"), list("BBB", [note("CCC"), list("DDD")])], 1, 5],
  "notes around a list": [[note("AAA"), list("BBB"), note("CCC")], 1, 1],
};
const PLACES = {
  "an empty field": { texts: [], at: 1 },
  "the end of a note": { texts: ["word"], at: 5 },
  "the beginning of a note": { texts: ["word"], at: 1 },
  "the midst of a note": { texts: ["word", "last"], at: 3 },
  "a selection over two notes": { texts: ["word", "last"], at: 3, to: 9 },
};

const slice = ([blocks, openStart, openEnd]) => new Slice(Fragment.from(blocks), openStart, openEnd);
const paste = (made) => (state, dispatch) => dispatch(state.tr.replaceSelection(slice(made)).setMeta("uiEvent", "paste"));

async function begun({ texts, at, to = at }) {
  const made = room(2);
  const [kari, ola] = made.devices;
  for (const [number, text] of texts.entries()) {
    if (number) act(ola, splitBlock);
    type(ola, text);
  }
  await made.settle();
  act(kari, cursor(at, to));
  return { ...made, kari, ola };
}

for (const [name, made] of Object.entries(SLICES)) {
  for (const [where, place] of Object.entries(PLACES)) {
    for (const isStored of [true, false]) {
      test(`${name}, pasted into ${where}, goes and comes again${isStored ? " after it was stored" : ""}`, async () => {
        const { kari, ola, settle } = await begun(place);
        const before = shown(kari);
        act(kari, paste(made));
        if (isStored) await settle();
        const pasted = shown(kari);
        act(kari, undo);
        await settle();
        assert.equal(shown(kari), before);
        assert.equal(shown(ola), before);
        act(kari, redo);
        await settle();
        assert.equal(shown(ola), pasted);
      });
    }

    test(`${name}, pasted into ${where}, goes without what another wrote in it`, async () => {
      const { kari, ola, settle } = await begun(place);
      const before = textOf(kari).replaceAll("|", "");
      act(kari, paste(made));
      await settle();
      for (const part of ["AAA", "BBB", "CCC", "DDD"]) {
        const found = textAt(ola, part);
        if (found !== null) type(ola, part.toLowerCase().slice(0, 1), found + 1);
      }
      await settle();
      const others = ["AAA", "BBB", "CCC", "DDD"].filter((part) => textAt(ola, part) === null && pastedText(made).includes(part));
      act(kari, undo);
      await settle();
      const left = textOf(ola).replaceAll("|", "");
      assert.deepEqual([...left].filter((letter) => /[A-D]/.test(letter)), []);
      assert.deepEqual([...left].filter((letter) => /[a-d]/.test(letter)).length, [...before].filter((letter) => /[a-d]/.test(letter)).length + others.length);
      assert.equal(shown(kari), shown(ola));
    });
  }
}

const pastedText = (made) => slice(made).content.textBetween(0, slice(made).content.size, "|");

/** Where `text` begins, or null where it is not whole. */
function textAt(device, text) {
  let found = null;
  device.documents[0].state.doc.descendants((node, pos) => {
    const at = node.isText ? node.text.indexOf(text) : -1;
    if (at >= 0) found ??= pos + at;
  });
  return found;
}
