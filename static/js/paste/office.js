// The lists of Word, Outlook and Teams, and of Word on the web, as lists; and what Office puts beside the text, away.
export const DEEPEST = 3; // lists inside each other, as deep as the schema goes
const LIST = /mso-list:\s*\S+\s+level(\d+)\s+\S+/i;
const styled = (...words) => words.flatMap((word) => [`[style*='${word}' i]`, `[style*='${word.replace(":", ": ")}' i]`]).join();
const IGNORED = styled("mso-list:Ignore");
const NOISE = [
  "style, script, meta, link, title, xml",
  styled("mso-hide:all"),
  styled("mso-element:comment", "mso-special-character:comment"), // what reviewers say stands beside the text
  ".MsoCommentReference, .msocomanchor, .msocomtxt, .msocomoff",
  ".EOP", // what Word on the web ends each paragraph with
  ".LineBreakBlob > :not(br)", // a space beside the break itself
  ".msoDel, .TrackChangeTextDeletion, .TextDeletion", // taken out by somebody, and not yet accepted
].join();
const SYMBOLS = { J: "☺", K: "😐", L: "☹", à: "→", ß: "←", ó: "↔" }; // what Word makes of :) and --> in Wingdings
const isNumber = (marker) => /^\(?(?:\d|(?:[a-zæøå]|[ivxlc]+)[.)])/i.test(marker.trim());
const lastNumber = (marker) => Number(/(\d+)\D*$/.exec(marker)?.[1]) || 1; // 2.1. is the first of its list

const unwrap = (element) => element.replaceWith(...element.childNodes);

/** `{level, numbered, order}` of a paragraph that Word means as a list item; its marker, written out as text, is taken away. */
function itemIn(paragraph) {
  const { level: told, numbered, order } = paragraph.dataset;
  if (told) return { level: Math.min(Number(told), DEEPEST), numbered: Boolean(numbered), order: Number(order) || 1 };
  const level = LIST.exec(paragraph.getAttribute("style") ?? "")?.[1];
  if (!level) return null;
  const markers = [...paragraph.querySelectorAll(IGNORED)];
  const marker = markers[0]?.textContent ?? "";
  for (const each of markers) each.remove();
  return { level: Math.min(Number(level), DEEPEST), numbered: isNumber(marker), order: lastNumber(marker) };
}

function newList({ numbered, order }) {
  const list = document.createElement(numbered ? "ol" : "ul");
  if (numbered && order > 1) list.setAttribute("start", order);
  return list;
}

/** The list for an item; `lists` are those still open, outermost first. Items before it are gone from the paragraphs. */
function listFor(item, lists, paragraph) {
  if (paragraph.previousElementSibling !== lists[0]) lists.length = 0; // something stands between
  lists.length = Math.min(lists.length, item.level);
  if (lists.length === item.level && (lists.at(-1).localName === "ol") !== item.numbered) lists.pop();
  while (lists.length < item.level) {
    const hanger = lists.at(-1)?.lastElementChild;
    if (lists.length && !hanger) break; // a list that begins below its first level begins there
    const list = newList(item);
    if (hanger) hanger.append(list);
    else paragraph.before(list);
    lists.push(list);
  }
  return lists.at(-1);
}

/** How deep an item says that it lies: to Word on the web, Slack or Quill. */
function levelOf({ className, dataset: { ariaLevel, stringifyIndent } }) {
  const indent = stringifyIndent ?? /\bql-indent-(\d)/.exec(className)?.[1];
  return ariaLevel ?? (indent ? Number(indent) + 1 : 1);
}

const SPREAD = "li[data-aria-level], li[data-stringify-indent], li[class*='ql-indent-'], li[data-list]";

/** They make a list of its own for every item or level, and say beside it how deep it lies. */
function spreadWebLists(root) {
  for (const item of root.querySelectorAll(SPREAD)) {
    const list = item.parentElement;
    if (item.querySelector("ul, ol")) continue;
    const line = document.createElement("p");
    line.append(...item.childNodes);
    for (const block of line.querySelectorAll("p, div")) {
      if (block.nextElementSibling) block.append(document.createElement("br"));
      unwrap(block);
    }
    const { ariaPosinset, list: kind } = item.dataset;
    const isNumbered = list.localName === "ol" && !["bullet", "checked", "unchecked"].includes(kind);
    Object.assign(line.dataset, { level: levelOf(item), order: ariaPosinset ?? "", numbered: isNumbered ? "yes" : "" });
    list.before(line);
    item.remove();
    if (!list.children.length) list.remove();
  }
  for (const wrapper of root.querySelectorAll(".ListContainerWrapper")) unwrap(wrapper);
}

/** PowerPoint writes a sign before what is an item. */
function sayBullets(root) {
  for (const sign of root.querySelectorAll(styled("mso-special-format:"))) {
    const [line, { parentElement: block, textContent: marker }] = [document.createElement("p"), sign];
    sign.remove();
    Object.assign(line.dataset, { level: 1, numbered: isNumber(marker) ? "yes" : "", order: lastNumber(marker) });
    line.append(...block.childNodes);
    block.replaceWith(line);
  }
}

function gatherLists(root) {
  const lists = [];
  for (const paragraph of root.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const item = itemIn(paragraph);
    if (!item) continue;
    const [entry, line] = [document.createElement("li"), document.createElement("p")];
    line.append(...paragraph.childNodes);
    entry.append(line);
    listFor(item, lists, paragraph).append(entry);
    paragraph.remove();
  }
}

function saySymbols(root) {
  for (const each of root.querySelectorAll(styled("font-family:Wingdings"))) {
    if (!each.children.length && SYMBOLS[each.textContent]) each.textContent = SYMBOLS[each.textContent];
  }
}

const isOffice = (html) => /mso-|urn:schemas-microsoft-com|<o:p>|data-aria-level|data-ccp-props|data-stringify|ql-indent|data-list=/i.test(html);

/** Makes of `root`, parsed from `html`, what another source would have given. */
export function withoutOffice(root, html) {
  if (!isOffice(html)) return;
  for (const noise of root.querySelectorAll(NOISE)) noise.remove();
  for (const tab of root.querySelectorAll(styled("mso-tab-count"))) tab.textContent = " "; // as many spaces as it was wide
  saySymbols(root);
  sayBullets(root);
  spreadWebLists(root);
  gatherLists(root);
  for (const element of root.querySelectorAll("*")) {
    if (element.localName.includes(":")) unwrap(element); // o:p, w:sdt, st1:place …
    else if (element.localName === "p" && !element.textContent.trim() && !element.querySelector("img, br")) element.remove();
  }
}
