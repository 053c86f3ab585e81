// Puts another programme into a room's page that is open: fetched only when one has come. Nothing that somebody writes in is
// moved or made anew, nor what the page itself has opened, chosen or hidden.
const SPREAD = 1_500; // all rooms hear of it together, and need not all ask at once
const STILL = 2_000;
const OWN = new Set(["hidden", "open", "style", "data-active", "aria-expanded", "aria-current", "aria-pressed"]);
const SAID = ".prompt-head, .prompt-addressee, .prompt-text, .prompt-invites, .prompt-help, .prompt-end, .prompt-more, .think";
const FIELD = ".editor[data-document]";

const after = (time) => new Promise((resolve) => setTimeout(resolve, time));
const holdsFocus = (element) => element.contains(document.activeElement);
const isFilled = (element) => [...element.querySelectorAll("textarea, input")].some(({ value, defaultValue }) => value !== defaultValue);

function put(old, fresh) {
  const anew = document.importNode(fresh, true);
  old.replaceWith(anew);
  globalThis.htmx?.process(anew);
}

/** `old` as `fresh` is, with the elements that are there already where they fit, and so with their focus. */
function become(old, fresh) {
  if (old.matches(".state, form")) return; // states are told by themselves
  for (const { name, value } of fresh.attributes) if (!OWN.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (!fresh.hasAttribute("data-long")) old.removeAttribute("data-long");
  const [mine, theirs] = [old, fresh].map(({ childNodes }) => [...childNodes]);
  if (mine.length !== theirs.length || mine.some(({ nodeName }, at) => nodeName !== theirs[at].nodeName)) {
    old.replaceChildren(...document.importNode(fresh, true).childNodes);
    globalThis.htmx?.process(old);
  } else for (const [at, node] of mine.entries()) {
    if (node.nodeType === Node.ELEMENT_NODE) become(node, theirs[at]);
    else if (node.data !== theirs[at].data) node.data = theirs[at].data;
  }
}

/** The names that one can choose among; whoever is chosen stays so. */
function offer(select, fresh) {
  const { value } = select;
  const known = new Set([...fresh.options].map((one) => one.value));
  for (const one of [...select.options]) if (!known.has(one.value) && one.value !== value) one.remove();
  for (const one of fresh.options) {
    const here = [...select.options].find((each) => each.value === one.value);
    if (here) here.text = one.text;
    else select.append(document.importNode(one, true));
  }
}

/** What stands around a text that is written in. */
function label(answer, fresh) {
  for (const host of fresh.querySelectorAll(FIELD)) {
    const { label, placeholder, lang } = host.dataset;
    Object.assign(document.getElementById(host.id)?.dataset ?? {}, { label, placeholder, lang });
  }
  for (const select of fresh.querySelectorAll("[data-said-by]")) {
    const here = document.getElementById(select.closest(".editor").id)?.querySelector("[data-said-by]");
    if (here) offer(here, select);
  }
  for (const part of [".answer-head h3", ".answer-past .sr-only"]) {
    const [here, told] = [answer, fresh].map((element) => element.querySelector(part));
    if (here && told) become(here, told);
  }
}

const likeIn = (section, fresh) => (fresh.id ? document.getElementById(fresh.id) : section.querySelector(`:scope > .${fresh.classList[0]}`));

function change(here, fresh) {
  if (fresh.matches(".answer, .summary")) return label(here, fresh);
  if (!fresh.matches(SAID)) return;
  if (!fresh.querySelector("form")) return become(here, fresh);
  if (here.textContent !== fresh.textContent && !holdsFocus(here) && !isFilled(here)) put(here, fresh);
}

function changeQuestion(section, fresh) {
  let last = null;
  const kept = new Set();
  for (const each of fresh.children) {
    let here = likeIn(section, each);
    if (here) change(here, each);
    else {
      here = document.importNode(each, true);
      if (last) last.after(here);
      else section.prepend(here);
      globalThis.htmx?.process(here);
    }
    last = here.isConnected ? here : likeIn(section, each);
    kept.add(last);
  }
  for (const each of [...section.children]) if (!kept.has(each) && each.matches(`${SAID}, .answer`) && !holdsFocus(each)) each.remove();
}

function newQuestion(fresh) {
  const section = document.importNode(fresh, true);
  section.removeAttribute("data-active");
  section.querySelector(".prompt-open").setAttribute("aria-expanded", "false");
  return section;
}

/** In their order; whoever writes in one of them stays where they are, and the others are put around it. */
function order(list, sections) {
  if (sections.every((section, at) => list.children[at] === section)) return;
  const fixed = sections.find(holdsFocus);
  const at = sections.indexOf(fixed);
  if (!fixed) return list.append(...sections);
  fixed.before(...sections.slice(0, at));
  fixed.after(...sections.slice(at + 1));
}

function changeWork(work, fresh, { open }) {
  for (const part of [".work-method", ".board-promise", ".parts"]) become(work.querySelector(part), fresh.querySelector(part));
  for (const name of ["data-title", "aria-label"]) work.setAttribute(name, fresh.getAttribute(name));
  const list = work.querySelector(".prompts");
  const sections = [...fresh.querySelectorAll(".prompt")].map((each) => {
    const here = document.getElementById(each.id);
    if (here) changeQuestion(here, each);
    return here ?? newQuestion(each);
  });
  for (const each of [...list.children]) if (!sections.includes(each)) each.remove();
  order(list, sections);
  globalThis.htmx?.process(list);
  const opened = sections.find((each) => each.hasAttribute("data-active")) ?? sections[0];
  if (opened) open(opened);
}

/** A dialogue that is no more; whoever looked at it comes to another one. */
function leaveWork(work) {
  const other = [...document.querySelectorAll(".board-main[data-dialogue]")].find((each) => each !== work);
  if (!other) return renew();
  if (!work.hidden) document.querySelector(`#dialogues [data-dialogue="${other.dataset.dialogue}"]`)?.click();
  work.remove();
}

/** In another language, or of another kind: the page itself is loaded anew, as soon as nobody writes in it. */
async function renew() {
  const unsent = [];
  document.dispatchEvent(new CustomEvent("samtavle:unsent", { detail: unsent }));
  if (!unsent.length && !document.activeElement?.matches("[contenteditable=true], textarea, input, select")) return location.reload();
  await after(STILL);
  return renew();
}

function changeRoom(page, given) {
  if (!document.querySelector(".prompt") && page.querySelector(".prompt")) return renew(); // there was nothing to write in
  document.title = page.title;
  for (const part of [".board-room", "#role .duty-sheets", ".side-more"]) {
    const [here, fresh] = [document, page].map((each) => each.querySelector(part));
    if (here && fresh) become(here, fresh);
  }
  const [here, fresh] = [document, page].map((each) => each.getElementById("from"));
  if (here && fresh) offer(here, fresh);
  given.meet(JSON.parse(page.getElementById("board").textContent).members);
  const works = [...document.querySelectorAll(".board-main[data-dialogue]")];
  for (const work of works.sort((one) => (one.hidden ? -1 : 1))) {
    const same = page.getElementById(work.id);
    if (same) changeWork(work, same, given);
    else leaveWork(work);
  }
  for (const { src } of page.querySelectorAll("script[type=module][src]")) if (!document.querySelector(`script[src="${new URL(src).pathname}"]`)) import(src);
  for (const host of document.querySelectorAll(`${FIELD}:not(:has(.ProseMirror))`)) given.mount(host);
  document.dispatchEvent(new Event("samtavle:stage")); // the tabs, and what the clock counts
  document.dispatchEvent(new Event("samtavle:dialogue"));
}

const questionsOf = (page) => [...page.querySelectorAll("[data-contributes], [data-step]")].map(({ dataset }) => dataset.contributes ?? "").join();

function changeVisit(page) {
  if (questionsOf(page) !== questionsOf(document)) return renew();
  document.title = page.title;
  for (const fresh of page.querySelectorAll(".visit-room, .visit-question, .visit-help")) {
    const here = fresh.id ? document.getElementById(fresh.id) : document.querySelector(".visit-room");
    if (here) become(here, fresh);
    else document.getElementById(fresh.id.replace("help-", "question-"))?.after(document.importNode(fresh, true));
  }
  for (const help of document.querySelectorAll(".visit-help")) if (!page.getElementById(help.id)) help.remove();
}

/** `mount(host)` makes an editor, `open(prompt)` shows a question, `meet(members)` learns names. False where it is to be tried again. */
export async function follow(given) {
  await after(Math.random() * SPREAD);
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return answer.status < 500;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const isLike = ["board", "visit"].every((id) => Boolean(page.getElementById(id)) === Boolean(document.getElementById(id)));
  if (!isLike || page.documentElement.lang !== document.documentElement.lang) renew();
  else if (given.mount) changeRoom(page, given);
  else changeVisit(page);
  return true;
}
