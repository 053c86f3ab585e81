// Plain text from the clipboard: one line is one note, and lines that begin as items do are items, as deep as they are indented.
// As JSON, since the schema is in the room's script and not in this.
import { withoutControls } from "./controls.js";
import { DEEPEST } from "./office.js";

const BULLET = /^\s*(?:[•·▪●◦‣*–\uf0b7\uf0a7-]\s+|[o§]\t\s*)(?=\S)/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(?=\S)/;
const WORDS_OWN = { o: 2, "▪": 4, "§": 4 }; // Word says a level by its marker alone

/** How far a line is indented, in signs; a tab is as wide as two levels of ours. */
const indentOf = (line) => WORDS_OWN[/^(.)\t/.exec(line)?.[1]] ?? /^\s*/.exec(line)[0].replaceAll("\t", "    ").length;

function read(line) {
  const number = NUMBER.exec(line);
  const indent = indentOf(line);
  if (number) return { list: "ordered_list", order: Number(number[1]), indent, text: line.slice(number[0].length) };
  const bullet = BULLET.exec(line);
  return bullet ? { list: "bullet_list", indent, text: checked(line.slice(bullet[0].length)) } : { list: null, text: line };
}

/** An item that is done or not, as Markdown writes it. */
const checked = (text) => text.replace(/^\[([ x])\]\s+/i, (_, sign) => (sign === " " ? "☐ " : "☑ "));

const follows = (last, { list, order }) => last?.list === list && (list === "bullet_list" || last.order + last.items.length === order);

/** `item` into `lists`, those still open, outermost first; a list that nothing is around goes to `blocks`. */
function hang(item, lists, blocks) {
  while (lists.length > 1 && item.indent < lists.at(-1).indent - 1) lists.pop();
  const isDeeper = lists.length && lists.length < DEEPEST && item.indent > lists.at(-1).indent + 1;
  if (!isDeeper && !follows(lists.at(-1), item)) lists.pop();
  else if (!isDeeper) return void lists.at(-1).items.push(item);
  const list = { ...item, items: [item] };
  (lists.at(-1)?.items.at(-1).blocks ?? blocks).push(list);
  lists.push(list);
}

/** A soft break within a line, as Word and PowerPoint have it, stays one. */
function note(text, marks) {
  const parts = text.split(/[\u000b\u000c]/).flatMap((part, at) => [
    ...(at ? [{ type: "hard_break" }] : []),
    ...(part ? [{ type: "text", text: part, marks }] : []),
  ]);
  return { type: "paragraph", content: parts };
}

/** A slice that merges with the text around it where it begins or ends in a plain note. */
export function linesToNotes(text, marks = []) {
  const lines = text.split(/\r\n?|[\n\u0085\u2028\u2029]/).map((line) => withoutControls(line).trimEnd());
  const blocks = [];
  const lists = [];
  for (const line of lines.length > 1 ? lines.filter((one) => one.trim()) : lines) {
    const { text: words, ...found } = lines.length > 1 ? read(line) : { list: null, text: line };
    const made = { ...found, node: note(words, marks), blocks: [] };
    if (found.list) hang(made, lists, blocks);
    else {
      lists.length = 0;
      blocks.push(made);
    }
  }
  const open = (block) => (block && !block.items ? 1 : 0);
  return { content: blocks.map(nodeOf), openStart: open(blocks[0]), openEnd: open(blocks.at(-1)) };
}

function nodeOf({ node, list, order, items }) {
  if (!items) return node;
  const content = items.map((item) => ({ type: "list_item", content: [item.node, ...item.blocks.map(nodeOf)] }));
  return { type: list, ...(order && { attrs: { order } }), content };
}
