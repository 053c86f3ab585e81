// What an open document holds that the server has not: to be handed in, or shown to be copied.
import { insertedBy, mapsOf, notesIn } from "./inserted.js";
import { isBlank, paragraphs } from "./notes.js";
import { schema } from "./schema.js";

const docOf = (notes) => (notes.length ? schema.node("doc", null, notes) : null);

const unsentIn = ({ state, unconfirmed }) => notesIn(state.doc, insertedBy(mapsOf(unconfirmed)));

/** A document of the notes that hold own unconfirmed text, or null when there is none. */
export const unsentNotes = (opened) => (opened.unconfirmed.length ? docOf(unsentIn(opened)) : null);

/** The same as plain text, a note a line. */
export function unsentWords(opened) {
  const notes = unsentNotes(opened);
  return notes ? notes.textBetween(0, notes.content.size, "\n", "\n") : "";
}

/** The notes written in here, sent or not, that `doc` lacks; null when it lacks none. */
export function missingFrom(opened, doc) {
  const there = new Set(paragraphs(doc).map(({ node }) => node.textContent));
  const mine = paragraphs(opened.state.doc).filter(({ node }) => opened.mine.has(node.attrs.id) && !isBlank(node));
  const written = new Set([...mine.map(({ node }) => node), ...unsentIn(opened)]);
  return docOf([...written].filter((node) => !there.has(node.textContent)));
}
