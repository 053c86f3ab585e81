// Notes that hold nothing any more.

/** Takes away the blank note at `pos`, and the list item or list that held nothing else; the last one in a text stays. */
export function dropBlank(transaction, pos) {
  const $pos = transaction.doc.resolve(pos);
  if ($pos.parent.content.size) return;
  let { depth } = $pos;
  while (depth > 1 && $pos.node(depth - 1).childCount === 1) depth -= 1;
  if ($pos.node(depth - 1).childCount > 1) transaction.delete($pos.before(depth), $pos.after(depth));
}
