// The plain text of what waits on the device, a note a line, without any schema: it may be an older page's.
const plain = (node) => node.text ?? (node.content ?? []).map(plain).filter(Boolean).join(node.type === "doc" ? "\n" : "");

/** Of a record of the outbox, of late contributions, of acts, or of texts that stay. */
export const textOf = ({ words, text, doc }) => words ?? text ?? plain(doc ?? {});
