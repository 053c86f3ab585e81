// What people do in an editor, by chance: each Han letter is used once, so that its fate can be followed.
import { chainCommands, deleteSelection, joinBackward, selectAll, splitBlock, toggleMark } from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { paragraphs } from "../../../static/js/text/notes.js";
import { schema } from "../../../static/js/text/schema.js";
import { redo, undo } from "../../../static/js/text/undo.js";

let next = 0;
/** A letter never used before; every fifth lies outside of the basic plane, as emoji do. */
export function freshLetter() {
  next += 1;
  return String.fromCodePoint(next % 5 ? 0x4e00 + (next % 20_000) : 0x20000 + (next % 40_000));
}
export const startLetters = () => (next = 0);

/** The letters of a text whose fate is followed, in order; not what only adorns them. */
export const lettersIn = (text) => text.match(/\p{Script=Han}/gu) ?? [];

const ADORNMENTS = ["\u0301", "\u0308\u0323", "👍🏽", "👩‍👩‍👧", "🇳🇴"]; // combining marks, and emoji of several characters
const somethingNew = (chance) => freshLetter() + (chance() < 0.1 ? chance.one(ADORNMENTS) : "");

const { bullet_list, ordered_list, list_item, hard_break, paragraph } = schema.nodes;
const { strong, link } = schema.marks;

const select = (from, to = from) => (state, dispatch) => {
  const inside = (pos) => state.doc.resolve(Math.max(0, Math.min(pos, state.doc.content.size)));
  dispatch(state.tr.setSelection(TextSelection.between(inside(from), inside(to))));
  return true;
};
const type = (text) => (state, dispatch) => (dispatch(state.tr.insertText(text)), true);
const lineBreak = (state, dispatch) => (dispatch(state.tr.replaceSelectionWith(hard_break.create())), true);

const paste = (slice) => (state, dispatch) => (dispatch(state.tr.replaceSelection(slice)), true);

/** Some lines, a list of them, or one behind a line, as they come from elsewhere. */
function copied(chance) {
  const line = () => paragraph.create(null, schema.text(somethingNew(chance) + freshLetter()));
  const lines = Array.from({ length: 1 + chance.below(3) }, line);
  if (chance() < 0.6) return new Slice(Fragment.from(lines), 1, 1);
  const list = bullet_list.create(null, lines.map((each) => list_item.create(null, each)));
  return Slice.maxOpen(Fragment.from(chance() < 0.5 ? list : [line(), list]));
}

/** The whole note at `place`, taken away as a drag over it and Backspace would. */
const deleteNote = ({ pos, node }) => (state, dispatch) => {
  const $pos = state.doc.resolve(pos);
  const from = $pos.parent.childCount > 1 ? pos : pos + 1;
  const to = $pos.parent.childCount > 1 ? pos + node.nodeSize : pos + node.nodeSize - 1;
  dispatch(state.tr.delete(from, to));
  return true;
};

/** One act of `device`: `composing` is how likely it begins a word that is composed, which then goes on until it ends. */
export function act(device, chance, { undoing = 0, composing = 0 }) {
  const goesOn = device.composers.some((each) => each.composing);
  if (goesOn || (composing && chance() < composing)) compose(device, chance);
  else write(device, chance.one(device.documents), chance, { undoing });
}

/** One act of whoever composes a word: most begin one, then write on, take a suggestion, end it, or give it up. */
function compose(device, chance) {
  const composer = device.composers.find(({ composing }) => composing) ?? chance.one(device.composers);
  if (!composer.composing) composer.begin(chance.below(composer.document.state.doc.content.size + 1));
  const dice = chance();
  if (dice < 0.6) composer.write(freshLetter());
  else if (dice < 0.7) composer.replace(freshLetter() + freshLetter());
  else if (dice < 0.78) composer.replace("");
  if (dice > 0.7) composer.end();
}

/** One act of `device` in `document`; `undoing` is how likely it is an undo or a redo. */
function write(device, document, chance, { undoing = 0 } = {}) {
  const act = (command) => device.act(document, command);
  if (chance() < undoing) {
    for (let count = 1 + chance.below(3); count > 0; count--) device.act(document, chance() < 0.65 ? undo : redo, { isUndoing: true });
    return;
  }
  const size = () => document.state.doc.content.size;
  const anywhere = () => chance.below(size() + 1);
  const some = () => {
    const from = anywhere();
    return [from, from + chance.below(12)];
  };
  const dice = chance();
  if (dice < 0.5) {
    for (let count = 1 + chance.below(6); count > 0; count--) act(type(somethingNew(chance)));
  } else if (dice < 0.58) act(select(anywhere()));
  else if (dice < 0.68) act(chainCommands(splitListItem(list_item), splitBlock));
  else if (dice < 0.74) {
    act(select(...some()));
    act(deleteSelection);
  } else if (dice < 0.82) act(deleteNote(chance.one(paragraphs(document.state.doc))));
  else if (dice < 0.85) act(joinBackward);
  else if (dice < 0.88) {
    act(select(...some()));
    act(toggleMark(chance.one([strong, link]), { href: "https://example.org/" }));
  } else if (dice < 0.91) act(chance.one([wrapInList(bullet_list), wrapInList(ordered_list), liftListItem(list_item), sinkListItem(list_item)]));
  else if (dice < 0.93) act(lineBreak);
  else if (dice < 0.95) {
    act(select(...some()));
    act(type(freshLetter() + freshLetter()));
  } else if (dice < 0.96) act(paste(copied(chance)));
  else if (dice < 0.97) device.lit = chance.one([null, ...device.members]);
  else if (dice < 0.98) {
    act(chance() < 0.5 ? selectAll : select(0, size()));
    act(chance.one([deleteSelection, type(freshLetter()), paste(copied(chance))]));
  }
}
