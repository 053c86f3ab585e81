// A table's row is one line: its cells beside each other. A row of a single cell only lays out, and its notes stay notes.
import { BLOCKS } from "./blocks.js";

const isFull = (cell) => cell.textContent.trim();

/** What stands in a cell as one line, its links and marks with it. */
function asLine(cell) {
  for (const block of [...cell.querySelectorAll(`${BLOCKS}, br`)].reverse()) block.replaceWith(" ", ...block.childNodes, " ");
  return [...cell.childNodes];
}

function lineOf({ cells }) {
  const full = [...cells].filter(isFull);
  const line = document.createElement(full.length === 1 ? "div" : "p");
  if (full.length === 1) line.append(...full[0].childNodes);
  else line.append(...full.flatMap((cell, at) => (at ? [" · ", ...asLine(cell)] : asLine(cell))));
  return line;
}

/** The inner tables first, so that a line of theirs is told once. */
export function flattenTables(root) {
  for (const table of [...root.querySelectorAll("table")].reverse()) {
    const lines = [...(table.caption ? [Object.assign(document.createElement("p"), { textContent: table.caption.textContent })] : [])];
    for (const row of table.rows) lines.push(lineOf(row));
    table.replaceWith(...lines.filter((line) => line.textContent.trim()));
  }
}
