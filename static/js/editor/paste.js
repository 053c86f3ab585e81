// What is pasted becomes notes and lists of our schema, and is measured before it becomes a step.
import { Fragment, Slice } from "prosemirror-model";
import { Selection } from "prosemirror-state";
import { newId } from "../text/ids.js";
import { fits } from "../text/limits.js";
import { isBlank } from "../text/notes.js";
import { limits } from "../text/schema.js";
import { bytes } from "../text/slices.js";
import { cleaner, early, fetchCleaner, isOurs } from "./cleaner.js";
import { numbered, plainText } from "./copying.js";
import { dragging } from "./dragging.js";

const PIECE = limits.bytes / 4; // of one step, so that a slice of steps has room for several
const SHORT = 20; // what answers two questions is longer
const LARGEST = limits.bytes - 4096; // of one block, which is one step at least

/** A note that was cut in this field keeps its id, any other gets its own; members stay only where they sit in this room. */
function renamed(slice, { cut, knows, lit }) {
  const clean = (node) => {
    if (node.isText) return node;
    const content = Fragment.from(node.content.content.map(clean));
    if (!node.isTextblock) return node.copy(content);
    const { id, member } = node.attrs;
    if (isBlank(node)) return node.type.create(null, content);
    return node.type.create({ id: cut.has(id) ? id : newId(), member: knows(member) ? member : lit() }, content);
  };
  return new Slice(Fragment.from(slice.content.content.map(clean)), slice.openStart, slice.openEnd);
}

function idsIn({ doc, selection: { from, to } }) {
  const ids = [];
  doc.nodesBetween(from, to, (node) => void (node.attrs.id && ids.push(node.attrs.id)));
  return ids;
}

/** Blocks gathered to pieces that are small enough for one step each. */
export function pieces(blocks) {
  const found = [];
  let room = 0;
  for (const block of blocks) {
    const size = bytes(block.toJSON());
    if (size > room || !found.length) {
      found.push([]);
      room = PIECE;
    }
    found.at(-1).push(block);
    room -= size;
  }
  return found;
}

/** A long paste, piece by piece: each is a step of its own. */
function pasteInPieces(view, { content, openStart }) {
  const [first, ...rest] = pieces(content.content);
  view.dispatch(view.state.tr.replaceSelection(new Slice(Fragment.from(first), openStart, 0)).setMeta("uiEvent", "paste"));
  for (const piece of rest) {
    const { $to } = view.state.selection;
    const change = view.state.tr.insert($to.after(1), piece);
    const end = change.mapping.map($to.after(1));
    view.dispatch(change.setSelection(Selection.near(change.doc.resolve(end), -1)).scrollIntoView());
  }
}

function isTooLarge(state, slice) {
  if (slice.content.content.some((block) => bytes(block.toJSON()) > LARGEST)) return true;
  return !fits(state.doc, state.tr.replaceSelection(slice).doc);
}

/** What was pasted between `before` and `after` may answer several questions; what asks that comes only now. */
const offerToDivide = async (view, before, after) => (await import("../room/dividing.js")).offer(view, before, after);

/**
 * `knows(member)` says whether a member sits here, `lit()` whose turn it is; `refuse(text)` gets what is too large to
 * paste, to keep it.
 */
export function pasting({ knows, lit, refuse }) {
  const cut = new Set();
  const leave = (view) => {
    for (const id of idsIn(view.state)) cut.add(id);
    return false;
  };
  const [moves, waits] = [dragging(leave), early(refuse)];
  return {
    handleDOMEvents: {
      keydown: () => void fetchCleaner(),
      pointerdown: () => void fetchCleaner(),
      cut: (view) => leave(view),
      ...moves,
      paste: waits,
      drop: (view, event) => moves.drop(view, event) || waits(view, event),
    },
    transformCopied: numbered,
    clipboardTextSerializer: plainText,
    transformPastedHTML: (html) => (isOurs(html) ? html : (cleaner()?.cleaned(html) ?? html)),
    transformPasted: (slice) => renamed(slice, { cut, knows, lit }),
    clipboardTextParser(text, _context, _plain, { state: { schema, selection } }) {
      const lines = cleaner()?.linesToNotes(text, selection.$from.marks());
      return lines && Slice.fromJSON(schema, lines);
    },
    handlePaste(view, _event, slice) {
      if (!view.editable) return true;
      const { doc } = view.state;
      if (isTooLarge(view.state, slice)) {
        refuse(slice.content.textBetween(0, slice.content.size, "\n", "\n"));
        return true;
      }
      if (slice.size > SHORT) queueMicrotask(() => offerToDivide(view, doc, view.state.doc));
      if (bytes(slice.toJSON()) <= PIECE) return false;
      pasteInPieces(view, slice);
      return true;
    },
  };
}
