// How large a person wants the book's text on this device: "normal" (the default), "large" or "larger".
const KEY = "samtavle.textsize";

export function chosen() {
  try {
    return localStorage.getItem(KEY) ?? "normal";
  } catch {
    return "normal"; // storage is forbidden in some private windows
  }
}

export function choose(size) {
  try {
    localStorage.setItem(KEY, size);
  } catch {
    // then it lasts as long as the page
  }
  apply(size);
}

export function apply(size) {
  document.documentElement.dataset.textSize = size;
}
