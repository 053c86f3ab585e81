// What can be done to the text, by key, button or dialog. Each is a ProseMirror command.
import { chainCommands, liftEmptyBlock, splitBlock, toggleMark } from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { limits, schema } from "../text/schema.js";
import { redo, undo } from "../text/undo.js";

const { list_item, bullet_list, ordered_list, hard_break } = schema.nodes;
const { strong, em, link } = schema.marks;

/** The innermost list around the selection, or undefined. */
function listAround({ selection: { $from } }) {
  for (let depth = $from.depth; depth > 0; depth--) {
    const { type } = $from.node(depth);
    if (type === bullet_list || type === ordered_list) return { type, pos: $from.before(depth) };
  }
  return undefined;
}

/** Makes a list of the selection, turns another kind of list into this one, or ends this one. */
const toggleList = (type) => (state, dispatch, view) => {
  const around = listAround(state);
  if (!around) return wrapInList(type)(state, dispatch, view);
  if (around.type === type) return liftListItem(list_item)(state, dispatch, view);
  dispatch?.(state.tr.setNodeMarkup(around.pos, type));
  return true;
};

export const bold = toggleMark(strong);
export const italic = toggleMark(em);
export const bullets = toggleList(bullet_list);
export const numbers = toggleList(ordered_list);
export { redo, undo };

/** The next note, or the next item; in a blank item the list ends. */
export const nextNote = chainCommands(splitListItem(list_item), liftEmptyBlock, splitBlock);

export function lineBreak(state, dispatch) {
  dispatch?.(state.tr.replaceSelectionWith(hard_break.create()).scrollIntoView());
  return true;
}

/** Only in a list and only as deep as the schema goes: elsewhere Tab moves on, as everywhere on a page. */
export function indent(state, dispatch) {
  const deeper = state.selection.$from.depth + 3; // a list and an item more, and the text itself
  return deeper <= limits.depth && sinkListItem(list_item)(state, dispatch);
}

export const outdent = liftListItem(list_item);

/** The link at the selection: `{from, to, href}`, or null. */
export function linkAt({ doc, selection: { from, to, $from } }) {
  const mark = link.isInSet($from.marks()) || ($from.nodeAfter && link.isInSet($from.nodeAfter.marks));
  if (!mark) return null;
  const found = { from, to, href: mark.attrs.href };
  doc.nodesBetween($from.start(), $from.end(), (node, pos) => {
    if (!node.isText || !mark.isInSet(node.marks) || pos > to || pos + node.nodeSize < from) return;
    found.from = Math.min(found.from, pos);
    found.to = Math.max(found.to, pos + node.nodeSize);
  });
  return found;
}

/** Links the selection, or the link it stands in, or the address itself; null takes the link away. */
export const setLink = (href) => (state, dispatch) => {
  const { from, to } = linkAt(state) ?? state.selection;
  const change = state.tr;
  if (from === to && href) change.insertText(href, from).addMark(from, from + href.length, link.create({ href }));
  else change.removeMark(from, to, link);
  if (from !== to && href) change.addMark(from, to, link.create({ href }));
  dispatch?.(change.removeStoredMark(link));
  return true;
};

/** Which commands of the toolbar are on at the selection. */
export function active(state) {
  const { from, to, empty, $from } = state.selection;
  const has = (mark) => (empty ? mark.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, mark));
  const list = listAround(state)?.type;
  return {
    bold: Boolean(has(strong)),
    italic: Boolean(has(em)),
    link: Boolean(linkAt(state)),
    bullets: list === bullet_list,
    numbers: list === ordered_list,
  };
}
