// What is copied from a field, as plain text: a note a line, breaks kept, items with their markers, as in the exports.
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
