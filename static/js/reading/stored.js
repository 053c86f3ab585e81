// What a device keeps of one seminar, in localStorage; where that is shut off, only this page knows it.
const book = document.querySelector("[data-book]").dataset;

/** @returns {{get: () => object, set: (value: object) => void}} one named record of this seminar */
export function kept(name) {
  const key = `samtavle:${book.book}:${name}`;
  let own = {};
  return {
    get() {
      try {
        return JSON.parse(localStorage.getItem(key)) ?? {};
      } catch {
        return own;
      }
    },
    set(value) {
      own = value;
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // full or forbidden: the marks live as long as the page
      }
    },
  };
}

export { book };
