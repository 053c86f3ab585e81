// What makes a paragraph a note: an id of its own, given by whoever begins it, and the member it came from.
import { Plugin } from "prosemirror-state";
import { isUndoing } from "./undo.js";

/** Set on transactions whose notes have their ids and members already: others' steps, and text put back. */
export const SETTLED = "settled";

export const isBlank = (node) => !node.textContent.trim();

/** Every paragraph of `doc` as `{node, pos}`, in order. */
export function paragraphs(doc) {
  const found = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) found.push({ node, pos });
    return !node.isTextblock;
  });
  return found;
}

export const noteNamed = (doc, id) => paragraphs(doc).find(({ node }) => node.attrs.id === id) ?? null;

function byId(places) {
  const groups = new Map();
  for (const place of places) {
    const { id } = place.node.attrs;
    if (id) groups.set(id, [...(groups.get(id) ?? []), place]);
  }
  return groups;
}

/** Of paragraphs with one id the old one keeps it; but Enter at the beginning of a note leaves a blank one above. */
function keeper(places, was) {
  const notes = places.filter(({ node }) => !isBlank(node));
  return notes.find(({ pos }) => pos === was) ?? notes[0] ?? places[0];
}

/** Gives ids to new notes and to doubles, and the lit member to notes that `begun` says were begun now. */
function tidy(transaction, doc, { makeId, lit, positionBefore, begun }) {
  const set = (pos, name, value) => transaction.setNodeAttribute(pos, name, value);
  const places = paragraphs(doc);
  const doubles = new Set();
  for (const [id, same] of byId(places)) {
    const kept = same.length > 1 ? keeper(same, positionBefore(id)) : same[0];
    for (const place of same) if (place !== kept) doubles.add(place);
  }
  for (const place of places) {
    const { node, pos } = place;
    const double = doubles.has(place);
    if (isBlank(node)) {
      if (double) set(pos, "id", null);
      if (double && node.attrs.member) set(pos, "member", null);
      continue;
    }
    if (double || !node.attrs.id) set(pos, "id", makeId());
    if (!double && !node.attrs.member && lit && begun(node)) set(pos, "member", lit);
  }
}

/**
 * The plugin. `lit()` is the id of the member whose turn it is, or null. It answers local changes in the same
 * transaction, also during a composition: an attribute of a paragraph leaves the text under composition alone.
 */
export function noteKeeping({ makeId, lit = () => null }) {
  return new Plugin({
    appendTransaction(transactions, before, after) {
      const changes = transactions.filter((transaction) => transaction.docChanged);
      if (!changes.length || changes.every((each) => each.getMeta(SETTLED))) return null;
      const written = new Set(
        paragraphs(before.doc)
          .filter(({ node }) => !isBlank(node))
          .map(({ node }) => node.attrs.id),
      );
      const restored = changes.some(isUndoing);
      const made = after.tr;
      tidy(made, after.doc, {
        makeId,
        lit: restored ? null : lit(),
        begun: ({ attrs }) => !written.has(attrs.id),
        positionBefore(id) {
          const place = noteNamed(before.doc, id);
          return place && transactions.reduce((pos, each) => each.mapping.map(pos), place.pos);
        },
      });
      return made.docChanged ? made : null;
    },
  });
}

/** A command that says whom the notes in the selection come from; null takes it back. */
export const sayMember = (member) => (state, dispatch) => {
  const { from, to } = state.selection;
  const change = state.tr;
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (node.isTextblock && !isBlank(node) && node.attrs.member !== member) change.setNodeAttribute(pos, "member", member);
    return !node.isTextblock;
  });
  if (change.docChanged) dispatch?.(change);
  return change.docChanged;
};
