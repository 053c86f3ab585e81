// The text of the room's page. What stands around it is room/around.js.
//
// What the page must hold, all made by the server in the page's language:
//
// <script type="application/json" id="board">: {room, version, epoch, schema, may: ["write"]?, from: "Fra {name}",
//     stages: [{dialogue, stage, until}], members: [{id, name}]}, from the same read as the texts.
// <main data-cleaner="…">: where entries/paste.js is.
// <body hx-headers:inherited='{"X-CSRF-Token": "…"}'> as on every page.
// Each text, notes and summary alike:
//     <div class="editor" data-document="ID" or "ID/summary" data-version="N" data-dialogue="ID" data-mode="read|write"
//          data-label="the question" data-lang="nn" data-placeholder="…" data-tags="all|speakers" data-autofocus hx-morph-skip>
//       <div class="notes"><div class="notes-text">the document by boards/html.py</div></div>
//       <div class="editor-tools" role="toolbar" aria-label="…">
//         <button data-command="bold|italic|bullets|numbers|link|undo|redo|indent|outdent">…
//         <select data-said-by><option value="">…<option value="member id">…</select>
//       </div>
//       <script type="application/json" class="editor-doc">the document's JSON</script>
//     </div>
//     `data-tags`: notes begun while somebody is lit get their tag; with "speakers" (in a member's own answer, or where
//     one member sits) only people do, not members.
//     `data-autofocus`: the cursor starts here; without any, in the open prompt's first field (a phone shows its keyboard
//     only after a tap). Tools may also stand in `.bar`: they act on the field that was written in last.
// Who is lit in the round: .round-of:not([hidden])[data-member="member id"], or [data-speaker="id"] for a person; and
// #round[data-speakers]: {id: name} of all people that notes may be from.
// The save word: .save, with children [data-when="saved|saving|local|closed|…"]; a state without a child is said from
//     the words. States: saved saving local unkept elsewhere offline restarting closed left left_unsent outdated.
// <script type="application/json" id="text-words">: {offline, unkept, restarting, left, left_unsent, outdated, closed,
//     kept_late, kept_here, put_back, http_way, too_large, full, state_closed}.
// <body data-visitor="whose session">; .copy-notice with [data-when="away|back|sent"].
// What came in late: <section id="handed-in" hidden> with <template> of one entry that holds [data-late-text].
// Live parts: elements whose id is the part's name. No part may hold an editor.
// Link dialog: <dialog id="link"><form method="dialog"> <input name="address"> <p class="ds-validation-message">words for a bad address</p>
//     <button value="set"> <button value="remove"> <button value="cancel">
// Texts that stay on the device: <section id="kept" hidden> heading, <template><article> <p data-kept-text>
//     <button data-copies=""> <button data-kept-drop> </article></template></section>
//
// What it tells the page, as events of the document: samtavle:say, samtavle:time, samtavle:stage (detail: the frame),
// samtavle:part (detail: {part}), samtavle:left, samtavle:acts (detail: {waiting}), samtavle:acted (detail: the record).
// samtavle:changes (it has caught up: it joined, or looked by HTTP); <html data-contact="yes|no" data-joined data-waits>.
// What it hears: samtavle:act (detail: a record of text/acts.js), which it prevents when it has taken it;
// samtavle:unsent (detail: a list, to be filled), samtavle:leaving.
import "../room/device.js"; // first: it takes the page as it was sent
import "../room/around.js";
import { arrive } from "../editor/arrival.js";
import { mountEditor } from "../editor/editor.js";
import { askLink } from "../editor/link.js";
import { listenToTools, showTools } from "../editor/toolbar.js";
import { newId } from "../text/ids.js";
import { say } from "../room/announce.js";
import { connect } from "../room/connection.js";
import { CopyNotice } from "../room/copy.js";
import { data } from "../room/data.js";
import { askToKeep, isCopy, keepThisPage, markPage } from "../room/device.js";
import { HandedIn } from "../room/handedin.js";
import { owned } from "../room/persons.js";
import { Kept } from "../room/unsentdrafts.js";
import { refreshParts } from "../room/parts.js";
import { whenever } from "../room/page.js";
import { followProgramme } from "../room/programme.js";
import { open } from "../room/prompts.js";
import { SaveWord, stateOf } from "../room/saveword.js";

const listeners = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true })); // page.js, which comes after this
const RECALL = 1_000; // how long the editors wait for what the device has; what comes later is sent all the same

const board = data("board");
const words = data("text-words", {});
const members = new Map();
const meet = (found) => found.forEach(({ id, name }) => members.set(id, board.from.replace("{name}", () => name)));
meet(board.members);
const save = new SaveWord(document.querySelector(".save"), words);
const copy = new CopyNotice(document.querySelectorAll(".copy-notice"));
const handedIn = new HandedIn(document.getElementById("handed-in"));
const editors = [];

const carets = {
  connection: null,
  shown: [],
  show(shown = this.shown) {
    this.shown = shown;
    for (const editor of editors) editor.carets(shown.map(owned), this.connection);
  },
};

const happens = (name, detail, more) => document.dispatchEvent(new CustomEvent(`samtavle:${name}`, { detail, ...more }));

function showStatus(text) {
  const status = { ...text, waits: text.waits || acts.size > 0, kept: kept.size > 0, late: handedIn.size > 0 };
  const state = stateOf({ ...status, online: status.online && (navigator.onLine || !status.waits) }); // a server on this very machine answers all the same
  save.hurried = !navigator.onLine || (isCopy() && !status.online);
  save.show(state);
  copy.show(status);
  markPage(status);
  if (state === "local") askToKeep();
}

const hearings = {
  status: showStatus,
  way: ({ way }) => way === "http" && say(words.http_way, { seconds: 10 }),
  closed: () => happens("stage"),
  put_back: () => say(words.put_back, { seconds: 12 }),
  kept_late(late) {
    say(words.kept_late, { seconds: 12 });
    handedIn.add(late);
    showStatus(sync.status);
  },
  acts({ waiting }) {
    happens("acts", { waiting });
    showStatus(sync.status);
  },
  act_sent: (record) => happens("acted", record),
  act_closed(record) {
    say(words.state_closed, { seconds: 12 });
    refreshParts(`#state-${record.answer}`);
  },
  kept_here() {
    say(words.kept_here, { seconds: 12 });
    kept.show();
  },
  too_large: () => say(words.full, { seconds: 12 }),
};

const { line, sync, acts, storage } = connect(board, { tell: (event) => hearings[event.type]?.(event), carets });
const { visitor: owner } = document.body.dataset;
const kept = new Kept({ section: document.getElementById("kept"), room: board.room, owner, storage, changed: () => showStatus(sync.status) });

/** People who had the floor: whom notes may be from from now on, and are already. */
function learn() {
  for (const [id, name] of Object.entries(JSON.parse(document.getElementById("round")?.dataset.speakers ?? "{}"))) {
    const tag = board.from.replace("{name}", () => name);
    members.set(id, tag);
    for (const note of document.querySelectorAll(`.notes-text p[data-member="${id}"]`)) if (note.dataset.by !== tag) note.dataset.by = tag;
    for (const choice of document.querySelectorAll("[data-said-by]")) {
      const known = choice.querySelector(`[value="${id}"]`) ?? choice.appendChild(new Option("", id));
      known.text = choice.id ? tag : name;
    }
  }
}

document.addEventListener("samtavle:part", ({ detail }) => detail.part === "people" && carets.show()); // somebody has another name now
whenever(learn);

document.addEventListener("samtavle:act", (event) => {
  event.preventDefault(); // whoever asked may let go of it
  acts.add(event.detail).then((lasts) => lasts || sync.status.online || say(words.unkept, { seconds: 12 }));
});
for (const event of ["online", "offline"]) addEventListener(event, () => showStatus(sync.status));
document.addEventListener("samtavle:unsent", ({ detail }) => detail.push(...sync.unsent));

let usual = document.getElementById("main").dataset.member || null; // out of a round: oneself, or whom one has chosen last

/** Whom a note in this field comes from. */
function lit({ dataset: { tags } }) {
  const { member, speaker } = document.querySelector(".round-of:not([hidden])")?.dataset ?? {};
  return speaker || (tags === "all" && (member || usual)) || null;
}

const given = {
  sync,
  members: { tag: (id) => members.get(id), sits: (id) => members.has(id) },
  lit: (host) => (host.dataset.tags ? lit(host) : null),
  choose: (member) => (usual = member || null),
  sayCaret: (caret) => line.socket.isOpen && line.socket.send({ type: "caret", ...caret }),
  askLink,
  unwritten: words.unwritten,
  refuse(text) {
    say(words.too_large, { seconds: 12 });
    kept.add({ client_id: newId(), text });
  },
};

const bars = []; // what each hears of a field whose text is another

function mount(host) {
  const editor = mountEditor(host, given);
  editors.push(editor);
  editor.opened.listen(() => bars.forEach((hear) => hear(editor.view)));
  return editor;
}

/** The tools of the bar act on the field that was written in last. */
function serveBar(bar) {
  const written = (target) => editors.find(({ host }) => host.contains(target))?.view;
  let view = written(document.activeElement) ?? null;
  const show = () => {
    if (!view) return;
    const host = view.dom.closest(".editor");
    bar.toggleAttribute("data-untagged", host.dataset.tags !== "all"); // in one member's own field there is nothing to choose
    showTools(bar, view, () => given.lit(host));
  };
  listenToTools(bar, () => view, given);
  document.addEventListener("focusin", ({ target }) => {
    view = written(target) ?? view;
    show();
  });
  bars.push((own) => own === view && show());
  whenever(show); // whose word it is, too
}

/** The cursor stands last in the first field, where the next note goes, unless somebody is elsewhere already. */
function begin({ view, host }) {
  if (document.activeElement === document.body && view.editable) arrive(view, host.dataset.document);
}

/** The field that one writes in first comes first; between the others the page draws and hears, however slow its device is. */
async function mountAll() {
  const open = ".board-main:not([hidden]) .prompt[data-active]";
  const own = document.querySelector(`${open} .answer[data-member="${document.getElementById("main").dataset.member || "-"}"] .editor`);
  const first = own ?? document.querySelector(`[data-autofocus], ${open} .editor`);
  const others = [...document.querySelectorAll(".editor[data-document]")].filter((host) => host !== first);
  for (const host of [first, ...others].filter(Boolean)) {
    const editor = mount(host);
    if (host === first) begin(editor);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

await Promise.race([sync.recall(), new Promise((resolve) => setTimeout(resolve, RECALL))]);
await mountAll();
for (const bar of document.querySelectorAll(".bar")) serveBar(bar);
await listeners; // from here on there is something to tell them
followProgramme({ mount, meet, open });
line.serve(sync);
sync.resume();
acts.load();
kept.show();
if (document.getElementById("main").dataset.seat) keepThisPage();
