// HTML from elsewhere, told in elements that the schema knows. What styles mean is read from their words: our policy for
// inline styles forbids the browser itself to read them.
import { BLOCKS, sayNotes } from "./blocks.js";
import { withoutControls } from "./controls.js";
import { sayEmoji } from "./emoji.js";
import { sayMath } from "./math.js";
import { DEEPEST, withoutOffice } from "./office.js";
import { sayRaised } from "./raised.js";
import { sayChecks, sayShown, withoutHidden } from "./seen.js";
import { flattenTables } from "./tables.js";

const BREAK = /[\u000b\u000c\u0085\u2028\u2029]/; // soft breaks of Word, PowerPoint and others
const LINES = /\r\n?|[\n\u000b\u000c\u0085\u2028\u2029]/;
const LAYOUT = "ul, ol, dl, table, thead, tbody, tfoot, tr, td, th, caption, colgroup";
const PRE = /(?:^|;)\s*white-space\s*:\s*(?:pre|break-spaces)/i;

/** What the source's own `<style>` says of its classes, beside what stands in the elements: Excel and Numbers say all there. */
function sayClasses(root, document) {
  const rules = [...document.querySelectorAll("style")].flatMap(({ textContent }) => [
    ...textContent.replace(/<!--|-->|\/\*[^]*?\*\//g, "").matchAll(/([^{}]+)\{([^{}]*)\}/g),
  ]);
  for (const [, selectors, words] of rules) {
    for (const selector of selectors.split(",").map((each) => each.trim())) {
      if (!/^[a-z0-9]*\.[\w-]+$/i.test(selector)) continue;
      for (const element of root.querySelectorAll(selector)) element.setAttribute("style", `${words};${element.getAttribute("style") ?? ""}`);
    }
  }
}

const property = (element, name) =>
  [...(element.getAttribute("style") ?? "").matchAll(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;!]+)`, "gi"))].at(-1)?.[1].trim().toLowerCase();

/** What an element says about weight: true, false, or nothing. */
function boldness(element) {
  const weight = property(element, "font-weight") ?? /\bbold\b|(?<![\d.])[6-9]00\b/.exec(property(element, "font") ?? "")?.[0];
  if (/^(bold(er)?|[6-9]\d\d|1000)$/.test(weight)) return true;
  if (/^(normal|lighter|[1-5]\d\d)$/.test(weight)) return false;
  return element.matches("b, strong") || null;
}

function slant(element) {
  const style = property(element, "font-style");
  if (/^(italic|oblique)/.test(style)) return true;
  if (style === "normal") return false;
  return element.matches("i, em, cite, dfn") || null;
}

/** What the nearest ancestor says that says anything. */
function told(node, what) {
  for (let element = node.parentElement; element; element = element.parentElement) {
    const said = what(element);
    if (said !== null) return said;
  }
  return false;
}

function textsIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

/** Weight and slant as elements around each text, whatever the source says them with. */
function sayMarks(root) {
  for (const text of textsIn(root)) {
    if (!text.data.trim()) continue;
    const names = [told(text, boldness) && "strong", told(text, slant) && "em"].filter(Boolean);
    for (const name of names) {
      const mark = document.createElement(`x-${name}`);
      text.replaceWith(mark);
      mark.append(text);
    }
  }
  for (const old of root.querySelectorAll("b, strong, i, em, cite, dfn")) old.replaceWith(...old.childNodes);
  for (const mark of root.querySelectorAll("x-strong, x-em")) {
    const made = document.createElement(mark.localName.slice(2));
    made.append(...mark.childNodes);
    mark.replaceWith(made);
  }
}

const keepsLines = (node) => {
  for (let element = node.parentElement; element; element = element.parentElement) {
    if (element.matches("pre") || PRE.test(element.getAttribute("style") ?? "")) return true;
  }
  return false;
};

/** Whether `text` is nothing but the source's own lines between its elements. */
function isLayout({ data, previousElementSibling: before, nextElementSibling: after, parentElement }) {
  return !data.trim() && (parentElement.matches(LAYOUT) || [before, after].some((each) => each?.matches(`${LAYOUT}, ${BLOCKS}`)));
}

/** Lines of preformatted text, and soft breaks anywhere. */
function sayLines(root) {
  for (const old of root.querySelectorAll("textarea, xmp, listing")) {
    old.replaceWith(Object.assign(document.createElement("pre"), { textContent: old.textContent }));
  }
  for (const text of textsIn(root)) {
    const clean = withoutControls(text.data);
    const isPre = keepsLines(text) && !isLayout(text);
    const lines = clean.split(isPre ? LINES : BREAK);
    if (isPre && lines.length > 1 && !lines.at(-1).trim() && text.parentElement.lastChild === text) lines.pop();
    text.replaceWith(...lines.flatMap((line, at) => (at ? [document.createElement("br"), line] : [line])));
  }
}

/** The break after `br`, with nothing to be seen between them. */
function nextBreak(br) {
  let next = br.nextSibling;
  while (next && next.nodeType !== Node.ELEMENT_NODE && !(next.data ?? "").trim()) next = next.nextSibling;
  return next?.localName === "br" ? next : null;
}

/** Two breaks in a row, or Slack's own sign, begin a new note: everything around them up to its block is parted there. */
function partParagraphs(root) {
  const part = (sign) => {
    for (let around = sign.parentElement; around !== root && !around.matches(BLOCKS) && !around.matches(LAYOUT); around = sign.parentElement) {
      const rest = around.cloneNode();
      while (sign.nextSibling) rest.append(sign.nextSibling);
      around.after(sign, rest);
    }
    sign.replaceWith(document.createElement("hr"));
  };
  for (const sign of root.querySelectorAll("[data-stringify-type='paragraph-break']")) part(sign);
  for (const br of root.querySelectorAll("br")) {
    if (!root.contains(br) || !nextBreak(br)) continue;
    for (let next = nextBreak(br); next; next = nextBreak(br)) next.remove();
    part(br);
  }
}

function sayNumbers(root) {
  for (const first of root.querySelectorAll("ol > li[value]:first-child")) first.parentElement.setAttribute("start", first.value);
}

/** Lists deeper than the schema goes stand on the deepest level. */
function flattenLists(root) {
  const depthOf = (list) => {
    let depth = 0;
    for (let element = list; element; element = element.parentElement) if (element.matches("ul, ol")) depth += 1;
    return depth;
  };
  for (const list of root.querySelectorAll("ul, ol")) {
    if (depthOf(list) <= DEEPEST) continue;
    const { parentElement: item } = list;
    if (item.localName !== "li") list.replaceWith(...list.childNodes);
    else {
      item.after(...list.children);
      list.remove();
    }
  }
}

/** For ProseMirror's transformPastedHTML: HTML in, HTML out. */
export function cleaned(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const { body } = parsed;
  sayClasses(body, parsed);
  sayChecks(body);
  withoutOffice(body, html);
  sayMath(body);
  withoutHidden(body, property);
  sayShown(body);
  sayEmoji(body);
  sayRaised(body, property);
  sayLines(body);
  partParagraphs(body);
  sayMarks(body);
  sayNumbers(body);
  flattenTables(body);
  flattenLists(body);
  sayNotes(body, keepsLines);
  return body.innerHTML;
}
