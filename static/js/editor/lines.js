// Plain text from the clipboard: one line is one note, and lines that begin as items do are items.
import { Fragment, Slice } from "prosemirror-model";
import { withoutControls } from "./controls.js";
import { schema, unfit } from "../text/schema.js";

const { paragraph, list_item, bullet_list, ordered_list, hard_break } = schema.nodes;
const BULLET = /^\s*[•·▪●◦‣*–-]\s+(?=\S)/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(?=\S)/;

function read(line) {
  const number = NUMBER.exec(line);
  if (number) return { list: ordered_list, order: Number(number[1]), text: line.slice(number[0].length) };
  const bullet = BULLET.exec(line);
  return bullet ? { list: bullet_list, text: line.slice(bullet[0].length) } : { list: null, text: line };
}

const follows = (last, { list, order }) => last?.list === list && (list === bullet_list || last.order + last.items.length === order);

/** A soft break within a line, as Word and PowerPoint have it, stays one. */
function note(text, marks) {
  const parts = text.split(/[\u000b\u000c]/).flatMap((part, at) => [
    ...(at ? [hard_break.create()] : []),
    ...(part ? [schema.text(part, marks)] : []),
  ]);
  return paragraph.create(null, parts);
}

/** A slice that merges with the text around it where it begins or ends in a plain note. */
export function linesToNotes(text, marks = []) {
  const lines = text.split(/\r\n?|[\n\u0085\u2028\u2029]/).map((line) => withoutControls(line.replace(unfit, "")).trimEnd());
  const blocks = [];
  for (const line of lines.length > 1 ? lines.filter((one) => one.trim()) : lines) {
    const found = lines.length > 1 ? read(line) : { list: null, text: line };
    if (!found.list) blocks.push({ node: note(found.text, marks) });
    else {
      if (!follows(blocks.at(-1), found)) blocks.push({ list: found.list, order: found.order, items: [] });
      blocks.at(-1).items.push(list_item.create(null, note(found.text, marks)));
    }
  }
  const nodes = blocks.map(({ node, list, order, items }) => node ?? list.create(order ? { order } : null, items));
  const open = (block) => (block?.node ? 1 : 0);
  return new Slice(Fragment.from(nodes), open(blocks[0]), open(blocks.at(-1)));
}
