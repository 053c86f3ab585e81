// A text that was pasted is offered to be divided over the questions that it answers. Loaded once somebody pastes several
// lines; the words and the preview come from the server (templates/pasted/_offer.html). It imports nothing, so that the
// room's own script stays in one piece.
const TRIES = 50;
const SOON = 200;
const LINES = 3;

const say = (text, detail = {}) => document.dispatchEvent(new CustomEvent("samtavle:say", { detail: { text, ...detail } }));
const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
const isSaved = () => document.querySelector(".save")?.dataset.state === "saved";

/** Says to those who listen what those who look see; a region that was empty a moment ago is read out. */
function announce(text) {
  const region = document.getElementById("division-said") ?? document.body.appendChild(document.createElement("p"));
  Object.assign(region, { id: "division-said", className: "sr-only", role: "status", textContent: "" });
  setTimeout(() => (region.textContent = text), 100);
}

/** What came into a text, as a document of its own. */
function between(before, after) {
  const start = before.content.findDiffStart(after.content);
  if (start === null) return null;
  const { a, b } = before.content.findDiffEnd(after.content);
  return after.cut(start, b + Math.max(0, start - Math.min(a, b)));
}

const words = (note) => note.textBetween(0, note.content.size, "", "\n");

function notesOf(doc) {
  const found = [];
  doc.descendants((node) => {
    if (node.isTextblock && node.textContent.trim()) found.push({ id: node.attrs.id, text: words(node) });
    return !node.isTextblock;
  });
  return found;
}

/** Whether each note stands as it was pasted: the first may go on from a line, and the last may go on in one. */
function stands(doc, notes) {
  const now = new Map(notesOf(doc).map(({ id, text }) => [id, text]));
  return notes.every(({ id, text }, at) => {
    const there = now.get(id);
    return there === text || (at === 0 && there?.endsWith(text)) || (at === notes.length - 1 && there?.startsWith(text));
  });
}

function post(address, body = {}) {
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers:inherited")), "Content-Type": "application/json" };
  return fetch(address, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
}

/** The server's answer, once there is contact, for as long as anybody still wants it. */
async function answered(address, body, isWanted) {
  for (;;) {
    const answer = await post(address, body);
    if (answer || !isWanted()) return answer;
    await new Promise((resolve) => document.addEventListener("samtavle:time", resolve, { once: true }));
  }
}

/** What is sent for the preview as it was left: a piece that goes elsewhere than was proposed goes whole. */
function chosen(dialog) {
  const [pieces, headings] = [[], []];
  for (const section of dialog.querySelectorAll("[data-first]")) {
    const { first, last, numbered, proposed, headings: asked } = section.dataset;
    const prompt = section.querySelector("select").value;
    const asProposed = prompt === proposed;
    if (prompt) pieces.push({ first: Number(first), last: Number(last), prompt, numbered: asProposed && Boolean(numbered) });
    if (prompt && asProposed && asked) headings.push(...asked.split(",").map(Number));
  }
  return { pieces, headings };
}

class Offer {
  #listening = new AbortController();
  #busy = false;
  #division = null;

  constructor(html, { view, host, doc, isThere }) {
    Object.assign(this, { view, host, doc, isThere, id: newId() });
    const made = document.createElement("div");
    made.innerHTML = html;
    this.place = made.querySelector("[data-division]");
    this.dialog = made.querySelector("dialog");
  }

  show() {
    const { host, view } = this;
    const { signal } = this.#listening;
    for (const older of host.parentElement.querySelectorAll(":scope > [data-division]")) older.remove();
    host.after(this.place);
    document.body.append(this.dialog);
    this.place.addEventListener("click", ({ target }) => this[target.closest("[data-act]")?.dataset.act]?.());
    this.place.addEventListener("keydown", ({ key }) => key === "Escape" && this.leave());
    this.dialog.addEventListener("close", () => this.dialog.returnValue === "yes" && this.divide());
    const changes = new MutationObserver(() => this.#look());
    changes.observe(view.dom, { childList: true, characterData: true, subtree: true });
    signal.addEventListener("abort", () => changes.disconnect());
    document.addEventListener("samtavle:opened", () => this.#look(), { signal });
    announce(this.place.dataset.says);
  }

  preview() {
    if (this.#busy) return;
    this.dialog.returnValue = "no";
    this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  async divide() {
    this.#busy = true;
    const { host } = this;
    for (let tries = TRIES; !isSaved() && tries; tries--) await new Promise((resolve) => setTimeout(resolve, SOON));
    const body = { client_id: this.id, doc: this.doc, ...chosen(this.dialog) };
    if (!body.pieces.length) return this.leave();
    const answer = await post(`/api/v1/answers/${host.dataset.document}/divide`, body);
    const told = await answer?.json();
    this.#division = told?.id;
    this.#busy = false;
    if (!answer) return say(this.place.dataset.away, { seconds: 12 });
    if (!answer.ok) {
      say(told.title, { seconds: 12 });
      return this.leave();
    }
    for (const each of this.place.querySelectorAll("[data-division-part]")) each.hidden = each.dataset.divisionPart !== "done";
    this.place.querySelector("[data-act=undo]").focus({ preventScroll: true });
    announce(this.place.dataset.done);
  }

  async undo() {
    if (this.#busy) return;
    this.#busy = true;
    const answer = await post(`/api/v1/divisions/${this.#division}/undo`);
    this.#busy = false;
    if (!answer) return say(this.place.dataset.away, { seconds: 12 });
    say(answer.ok ? this.place.dataset.undone : (await answer.json()).title);
    this.leave();
  }

  /** Puts the offer away; whoever was in it is in the text again. */
  leave() {
    this.#listening.abort();
    const isInside = this.place.contains(document.activeElement);
    if (this.dialog.open) this.dialog.close("no");
    this.place.remove();
    this.dialog.remove();
    if (isInside) this.view.focus();
  }

  /** An offer is of a text that stands as it was pasted, in the question that one has before oneself. */
  #look() {
    const isShown = this.host.closest(".prompt").hasAttribute("data-active");
    if (!isShown || !(this.#busy || this.#division || this.isThere())) this.leave();
  }
}

/** In `view` something was pasted between two states of its document. */
export async function offer(view, before, after) {
  const host = view.dom.closest(".editor");
  const pasted = between(before, after);
  const { document: name } = host.dataset;
  if (!pasted || name.includes("/")) return;
  const notes = notesOf(pasted);
  if (notes.flatMap(({ text }) => text.split("\n")).length < LINES) return;
  const isThere = () => view.editable && stands(view.state.doc, notes);
  const doc = pasted.toJSON();
  const answer = await answered(`/rooms/${document.getElementById("main").dataset.room}/answers/${name}/division`, { doc }, isThere);
  if (answer?.status !== 200) return;
  const html = await answer.text();
  if (isThere() && host.closest(".prompt").hasAttribute("data-active")) new Offer(html, { view, host, doc, isThere }).show();
}
