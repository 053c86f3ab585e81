// HTML as Word, Outlook, Teams and Excel put it on the clipboard, with its lists as lists and its rows as lines.
const LIST = /mso-list:\s*\S+\s+level(\d+)\s+\S+/i;
const DEEPEST = 3; // lists inside each other, as deep as the schema goes
const NOISE = "style, script, meta, link, title, xml, [style*='mso-hide:all']";
const isNumber = (marker) => /^\(?(?:\d+|[a-zæøå]|[ivxlc]+)[.)]/i.test(marker.trim());

const unwrap = (element) => element.replaceWith(...element.childNodes);

/** `{level, numbered, number}` of a paragraph that Word means as a list item; its marker, written out as text, is taken away. */
function itemIn(paragraph) {
  const level = LIST.exec(paragraph.getAttribute("style") ?? "")?.[1];
  if (!level) return null;
  const markers = [...paragraph.querySelectorAll("[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]")];
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

/** A table's row is one line: its cells beside each other. */
function flattenTables(root) {
  for (const table of root.querySelectorAll("table")) {
    const lines = [...table.querySelectorAll("tr")].map((row) => {
      const line = document.createElement("p");
      line.textContent = [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim()).filter(Boolean).join(" · ");
      return line;
    });
    table.replaceWith(...lines.filter((line) => line.textContent));
  }
}

const isOffice = (html) => /mso-|urn:schemas-microsoft-com|<o:p>|<table/i.test(html);

/** For ProseMirror's transformPastedHTML: HTML in, HTML out. Other sources come through as they are. */
export function cleaned(html) {
  if (!isOffice(html)) return html;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const noise of body.querySelectorAll(NOISE)) noise.remove();
  gatherLists(body);
  for (const element of body.querySelectorAll("*")) {
    if (element.localName.includes(":")) unwrap(element); // o:p, w:sdt, st1:place …
    else if (element.localName === "p" && !element.textContent.trim()) element.remove();
  }
  flattenTables(body);
  return body.innerHTML;
}
