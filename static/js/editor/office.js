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
  ".msoDel, del[datetime]", // taken out by somebody, and not yet accepted
].join();
const isNumber = (marker) => /^\(?(?:\d+|[a-zæøå]|[ivxlc]+)[.)]/i.test(marker.trim());

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
  return { level: Math.min(Number(level), DEEPEST), numbered: isNumber(marker), order: Number.parseInt(marker, 10) || 1 };
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

/** Word on the web makes a list of its own for every item, and says beside it how deep it lies. */
function spreadWebLists(root) {
  for (const item of root.querySelectorAll("li[data-aria-level]")) {
    const list = item.parentElement;
    if (item.querySelector("ul, ol")) continue;
    const line = document.createElement("p");
    line.append(...item.childNodes);
    for (const block of line.querySelectorAll("p, div")) {
      if (block.nextElementSibling) block.append(document.createElement("br"));
      unwrap(block);
    }
    const { ariaLevel, ariaPosinset } = item.dataset;
    Object.assign(line.dataset, { level: ariaLevel, order: ariaPosinset ?? "", numbered: list.localName === "ol" ? "yes" : "" });
    list.before(line);
    item.remove();
    if (!list.children.length) list.remove();
  }
  for (const wrapper of root.querySelectorAll(".ListContainerWrapper")) unwrap(wrapper);
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

const isOffice = (html) => /mso-|urn:schemas-microsoft-com|<o:p>|data-aria-level/i.test(html);

/** Makes of `root`, parsed from `html`, what another source would have given. */
export function withoutOffice(root, html) {
  if (!isOffice(html)) return;
  for (const noise of root.querySelectorAll(NOISE)) noise.remove();
  spreadWebLists(root);
  gatherLists(root);
  for (const element of root.querySelectorAll("*")) {
    if (element.localName.includes(":")) unwrap(element); // o:p, w:sdt, st1:place …
    else if (element.localName === "p" && !element.textContent.trim() && !element.querySelector("img, br")) element.remove();
  }
}
