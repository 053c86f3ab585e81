// Random names, made as app/ids.py makes them: 16 of 32 symbols, a letter first.
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** `count` random bytes. getRandomValues works without TLS, which randomUUID does not. */
export const randomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

const spelled = (bytes) => Array.from(bytes, (byte, at) => LETTERS[at ? byte % 32 : byte % 24]).join("");

export const newId = (random = randomBytes) => spelled(random(16));

/** Always the same other id: all who rescue text out of one note name its refuge alike. */
export function refugeOf(id) {
  let hash = 2166136261;
  const bytes = new Uint8Array(16);
  for (let at = 0; at < bytes.length; at++) {
    for (const letter of id) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
    bytes[at] = hash >>> 24;
  }
  return spelled(bytes);
}
