// The letters of a text, and which of one stand in another, where that is certain.

const MOST = 4_000_000; // pairs to look at: a text of 2,000 letters in another

/** The letters of `doc` between `from` and `to`: `{letter, from, to}`. */
export function lettersIn(doc, from, to) {
  const found = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isText) return;
    let at = Math.max(pos, from);
    for (const letter of node.text.slice(at - pos, to - pos)) found.push({ letter, from: at, to: (at += letter.length) });
  });
  return found;
}

/** The id of the note that a letter stands in. */
export const noteAt = (doc, pos) => doc.resolve(pos).parent.attrs.id;

/** How many letters of two texts go together at most, from each pair of places on. */
function lengths(one, other) {
  const found = Array.from({ length: one.length + 1 }, () => new Uint32Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      found[i][j] = one[i].letter === other[j].letter ? found[i + 1][j + 1] + 1 : Math.max(found[i + 1][j], found[i][j + 1]);
    }
  }
  return found;
}

/**
 * For each letter of `other`, which letters of `one` it may be where as many go together as there can be; both are lists of
 * `{letter}`, in order.
 */
export function likely(one, other) {
  if (one.length * other.length > MOST) return other.map(() => []);
  const after = lengths(one, other);
  const before = lengths([...one].reverse(), [...other].reverse());
  const goTogether = (i, j) => one[i].letter === other[j].letter && before[one.length - i][other.length - j] + after[i + 1][j + 1] + 1 === after[0][0];
  return other.map((_, j) => one.filter((_, i) => goTogether(i, j)));
}

export const isSame = (some, others) => some.length === others.length && some.every(({ letter }, at) => letter === others[at].letter);

/** Which of the `letters`, some of a word, are among those `put`, as `[letter, put]`; what may be one beside the word is left alone. */
export function pairsOf(letters, put) {
  if (isSame(letters, put)) return letters.map((letter, at) => [letter, put[at]]);
  const found = new Map();
  for (const [at, some] of likely(letters, put).entries()) {
    const free = some.filter((letter) => !found.has(letter));
    if (free.length && some.every(({ isWord }) => isWord === some[0].isWord)) found.set(free[0], put[at]);
  }
  return [...found];
}
