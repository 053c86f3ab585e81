// What is a block in HTML from elsewhere, and each note of it in a paragraph of its own. A block around blocks is no note:
// for ProseMirror it would be an empty one.
export const BLOCKS =
  "p, div, ul, ol, li, h1, h2, h3, h4, h5, h6, blockquote, pre, dl, dt, dd, section, article, header, footer, main, nav, aside, address, center, details, summary, fieldset, legend, form, figure, figcaption, hr";

const holdsBlocks = (element) => element.querySelector(BLOCKS);
const isInline = (node) => !node.matches?.(BLOCKS) && !(node.nodeType === Node.ELEMENT_NODE && holdsBlocks(node));

const lastLeaf = (node) => {
  let leaf = node;
  while (leaf.lastChild) leaf = leaf.lastChild;
  return leaf;
};

/** What ends a note and is not seen there: spaces, breaks, and what held them. */
function trimEnd(note) {
  for (let leaf = lastLeaf(note); leaf !== note; leaf = lastLeaf(note)) {
    const words = leaf.nodeType === Node.TEXT_NODE && leaf.data.trimEnd();
    if (words) return void (leaf.data = words);
    leaf.remove();
  }
}

/** A block that holds none: a note, or nothing. */
function settle(block, keepsLines) {
  trimEnd(block);
  if (!block.firstChild) return block.remove();
  if (block.matches("li, pre, p")) return;
  const note = document.createElement(keepsLines(block.firstChild) ? "pre" : "p");
  note.append(...block.childNodes);
  block.replaceWith(note);
}

/** What stands in `container` beside blocks, in notes of its own. */
function gather(container, keepsLines) {
  const runs = [[]];
  for (const node of container.childNodes) {
    if (isInline(node)) runs.at(-1).push(node);
    else runs.push([]);
  }
  for (const run of runs.filter((each) => each.length)) {
    const note = document.createElement("div");
    run[0].before(note);
    note.append(...run);
    settle(note, keepsLines);
  }
}

/** `keepsLines(node)` says whether spaces and lines in it are to be seen as they stand. */
export function sayNotes(root, keepsLines) {
  for (const block of [...root.querySelectorAll(BLOCKS)].reverse()) {
    if (block.localName === "hr") continue; // it parts what stands around it until all of that is told
    if (!holdsBlocks(block)) {
      settle(block, keepsLines);
      continue;
    }
    if (!block.matches("ul, ol")) gather(block, keepsLines);
    if (!block.matches("ul, ol, li")) block.replaceWith(...block.childNodes);
  }
  if (holdsBlocks(root)) gather(root, keepsLines);
  for (const line of root.querySelectorAll("hr")) line.remove();
}
