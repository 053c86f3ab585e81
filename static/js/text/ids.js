// Random names, made as app/ids.py makes them: 16 of 32 symbols, a letter first.
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** `count` random bytes. getRandomValues works without TLS, which randomUUID does not. */
const randomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

const spelled = (bytes) => Array.from(bytes, (byte, at) => LETTERS[at ? byte % 32 : byte % 24]).join("");

export const newId = (random = randomBytes) => spelled(random(16));

/** `count` bytes that are always the same for the same text (FNV-1a, over and over). */
function digest(text, count) {
  let hash = 2166136261;
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
    bytes[at] = hash >>> 24;
  }
  return bytes;
}

/** Always the same other id: all who rescue text out of one note name its refuge alike. */
export const refugeOf = (id) => spelled(digest(id, 16));

/**
 * The id under which an instance hands in a text: handed in again it is recognised. Another text has another id, for a page
 * that is opened again may go on writing in what was handed in before.
 */
export const lateId = (client, text) => `late-${client}-${spelled(digest(text, 8))}`;
