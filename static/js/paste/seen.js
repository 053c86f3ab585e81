// What was not to be seen where it was copied is no text here either; and what is seen without being text is said.
const NEVER = "style, script, title, desc, template, noscript, del, iframe, object, embed, video, audio, canvas, noframes, noembed, datalist, progress, meter";
const UNSEEN = ".sr-only, .visually-hidden, .visuallyhidden, .screen-reader-text, .material-icons, [class*='material-symbols']";
const WIKI = ".mw-editsection, .mw-cite-backlink, .mw-jump-link, .noprint.Inline-Template";
const REMARKS = "sup:has(> a[href^='#cmnt']), div:has(> p > a[href^='#cmnt_ref'])"; // a document of Google's as a page
const NOTHING = /^0(?:px|pt|em|rem|%)?$/;

function isHidden(each, property) {
  const says = (name, what) => what.test(property(each, name) ?? "");
  return (
    each.hidden ||
    says("display", /^none/) ||
    says("visibility", /^(hidden|collapse)/) ||
    says("mso-hide", /^all/) ||
    says("opacity", NOTHING) ||
    says("font-size", NOTHING) ||
    says("clip", /^rect\([01](px)?[ ,]/) ||
    says("clip-path", /^inset\((50|100)%/)
  );
}

/** `property(element, name)` reads a style. */
export function withoutHidden(root, property) {
  for (const each of root.querySelectorAll([NEVER, UNSEEN, WIKI, REMARKS].join())) each.remove();
  for (const each of root.querySelectorAll("[hidden], [style]")) if (isHidden(each, property)) each.remove();
  for (const each of root.querySelectorAll("a[href*='#']")) if (/^[#¶§]?$/.test(each.textContent.trim()) && !each.querySelector("img")) each.remove();
}

const chosen = ({ options }) => {
  const marked = [...options].filter((each) => each.hasAttribute("selected"));
  return (marked.length ? marked : [...options].slice(0, 1)).map(({ text }) => text).join(", ");
};

/** Fields of a form, drawings and quotes, as what one reads there. */
export function sayShown(root) {
  for (const each of root.querySelectorAll("select")) each.replaceWith(each.multiple && !each.querySelector("[selected]") ? "" : chosen(each));
  for (const each of root.querySelectorAll("svg")) each.replaceWith([...each.querySelectorAll("text")].map((text) => text.textContent.trim()).join(" "));
  for (const each of root.querySelectorAll("input:not([type]), input:is([type=text], [type=number], [type=email], [type=tel], [type=url], [type=date])")) each.replaceWith(each.getAttribute("value") ?? "");
  for (const each of root.querySelectorAll("q")) {
    each.prepend("“");
    each.append("”");
  }
  for (const each of root.querySelectorAll(".Apple-converted-space")) each.replaceWith(" ");
}

const YES = /^(true|checked|done|yes|on)$/i;
const ITEMS =
  "li[aria-checked], [role=checkbox][aria-checked]:not(input), li[data-checked], li[data-list$='checked'], [data-task-state], li[data-inline-task-id]";
const [ON, OFF] = ["☑ ", "☐ "];

/** Items that are done or not, as Google Docs, Notion, Confluence, Loop and others have them. */
export function sayChecks(root) {
  for (const item of root.querySelectorAll(ITEMS)) {
    const { checked, list, taskState } = item.dataset;
    const isDone = item.className === "checked" || YES.test(item.getAttribute("aria-checked") ?? checked ?? list ?? taskState);
    for (const box of item.querySelectorAll("input[type=checkbox], img[alt='checked'], img[alt='unchecked']")) if (box.closest("[aria-checked], li") === item) box.remove();
    firstLine(item).prepend(isDone ? ON : OFF);
  }
  for (const box of root.querySelectorAll("input[type=checkbox], .checkbox.checkbox-on, .checkbox.checkbox-off")) {
    box.replaceWith(box.hasAttribute("checked") || box.matches(".checkbox-on") ? ON : OFF);
  }
  for (const item of root.querySelectorAll("li")) {
    const { firstChild: first } = firstLine(item);
    if (first?.nodeType === Node.TEXT_NODE) first.data = first.data.replace(/^\s*\[([ x])\]\s+/i, (_, sign) => (sign === " " ? OFF : ON)); // Markdown's own
  }
}

/** The element that an item's words begin in. */
function firstLine(item) {
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.data.trim()) return walker.currentNode.parentElement;
  return item;
}
