// What stands high or low, in signs that say so: m², CO₂. What has none stays as it is, but for numbers: 10^3,5.
const SIGNS = "0123456789+-=()n";
const HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ";
const LOW = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ";
const DEGREE = /^[o°]$/; // 25<sup>o</sup>C

/** `text` in raised signs, or null. */
function told(text, signs) {
  const found = [...text.replaceAll("−", "-")].map((each) => [...signs][SIGNS.indexOf(each)]);
  return found.every(Boolean) ? found.join("") : null;
}

export const high = (text) => (DEGREE.test(text) ? "°" : told(text, HIGH));
export const low = (text) => told(text, LOW);

const isMark = (text) => /^\[[^\]]{1,40}\]$/.test(text.trim()); // of a reference, as in Wikipedia

/** `property(element, name)` reads a style. */
export function sayRaised(root, property) {
  const stands = (each) => (each.localName === "sup" ? "super" : (each.localName === "sub" && "sub") || property(each, "vertical-align"));
  for (const each of root.querySelectorAll("sup, sub, [style*='vertical-align']")) {
    const text = each.textContent;
    const where = stands(each);
    if (!["super", "sub"].includes(where) || !text.trim()) continue;
    if (each.localName === "sup" && isMark(text)) each.remove();
    else if (each.querySelector("p, div, li, sup, sub")) continue;
    else {
      const said = (where === "super" ? high : low)(text.trim());
      if (said !== null) each.textContent = said;
      else if (where === "super" && /^(?=.*\d)[\d.,\s-]+$/.test(text)) each.textContent = `^${text.trim()}`;
    }
  }
}
