// What is copied from a field: lists go on counting where they were cut, and as plain text a note is a line, breaks are
// kept, and items have their markers, as in the exports.
import { Slice } from "prosemirror-model";

const INDENT = "  ";

const words = (note) => note.textBetween(0, note.content.size, "", (leaf) => (leaf.type.name === "hard_break" ? "\n" : ""));

function* linesOf(node, level, marker) {
  if (node.isTextblock) {
    const [first, ...rest] = words(node).split("\n");
    const indent = INDENT.repeat(Math.max(0, level - 1));
    yield `${indent}${marker && `${marker} `}${first}`;
    for (const line of rest) yield `${indent}${marker && " ".repeat(marker.length + 1)}${line}`;
    return;
  }
  const { name } = node.type;
  const isList = name.endsWith("_list");
  for (let at = 0; at < node.childCount; at++) {
    const sign = isList ? (name === "ordered_list" ? `${node.attrs.order + at}.` : "•") : at ? " ".repeat(marker.length) : marker;
    const isFree = name === "list_item" && at > 0;
    yield* linesOf(node.child(at), level + (isList ? 1 : 0), isFree ? "" : sign);
  }
}

function countNotes(content) {
  let count = 0;
  content.descendants((node) => void (count += node.isTextblock ? 1 : 0));
  return count;
}

/** For ProseMirror's clipboardTextSerializer. Words out of one note are the words alone. */
export function plainText({ content }) {
  const blocks = content.content;
  if (countNotes(content) < 2 || blocks.some((node) => node.isInline)) return content.textBetween(0, content.size, "\n", "\n");
  const loose = blocks[0].type.name === "list_item"; // out of the midst of a list
  return blocks.flatMap((node) => [...linesOf(node, loose ? 1 : 0, loose ? "•" : "")]).join("\n");
}

/** `content` as it was cut out at `$from` from `depth` on: a list without its first items begins with the number of its next. */
function counted(content, $from, depth = 1) {
  const { type, attrs, content: within, marks } = content.firstChild ?? {};
  if (depth > $from.depth || !within?.size) return content;
  const order = attrs.order && attrs.order + $from.index(depth);
  return content.replaceChild(0, type.create({ ...attrs, ...(order && { order }) }, counted(within, $from, depth + 1), marks));
}

/** For ProseMirror's transformCopied, of what is selected. */
export const numbered = ({ content, openStart, openEnd }, { state: { selection } }) => new Slice(counted(content, selection.$from), openStart, openEnd);
