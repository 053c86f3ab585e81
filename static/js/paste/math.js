// A formula as one line that can be read, and once: pages hold it as MathML, as its source and as it is drawn.
import { high, low } from "./raised.js";

const DRAWN = ".katex, .mwe-math-element, mjx-container, .MathJax, .MathJax_Display";
const INVISIBLE = /[\u2061-\u2064\s]+/g;

const grouped = (text) => (/^[\p{L}\p{M}\d.,√′∞]*$/u.test(text) ? text : `(${text})`);
const raised = (text) => high(text) ?? `^${grouped(text)}`;
const lowered = (text) => low(text) ?? `_${grouped(text)}`;

const ways = {
  msup: ([base, above]) => base + raised(above),
  msub: ([base, below]) => base + lowered(below),
  msubsup: ([base, below, above]) => base + lowered(below) + raised(above),
  mover: ([base, above]) => (/^[\p{L}\d]/u.test(above) ? base + raised(above) : base),
  munder: ([base, below]) => base + lowered(below),
  munderover: ([base, below, above]) => base + lowered(below) + raised(above),
  mfrac: ([above, below]) => `${grouped(above)}/${grouped(below)}`,
  msqrt: (parts) => `√${grouped(parts.join(""))}`,
  mroot: ([base, index]) => `${high(index) ?? `${index}.`}√${grouped(base)}`,
  mtr: (parts) => parts.join(" "),
  mtable: (parts) => parts.join("; "),
  semantics: ([first]) => first,
  annotation: () => "",
  "annotation-xml": () => "",
};

function line(element) {
  const { localName: name, children, textContent } = element;
  if (name === "mtext") return textContent;
  if (!children.length) {
    const text = textContent.replace(INVISIBLE, "");
    return name === "mo" && /^[=<>≤≥≠≈+−±×·→⇒∈]$/.test(text) && element.previousElementSibling ? ` ${text} ` : text;
  }
  const parts = [...children].map(line);
  return (ways[name] ?? ((each) => each.join("")))(parts);
}

export function sayMath(root) {
  for (const math of root.querySelectorAll("math")) {
    if (!root.contains(math)) continue; // it was drawn beside another that is told already
    let drawn = math;
    for (let around = math; around; around = around.parentElement?.closest(DRAWN)) drawn = around;
    drawn.replaceWith(line(math).replace(/ {2,}/g, " ").trim());
  }
}
