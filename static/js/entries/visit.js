// A visit's page: what is typed is on the device at once, what is sent in waits there until the server has it, under one
// client_id, and what was sent can be taken back for a while. docs/decisions/0037-a-visits-page.md says why.
import { csrf, data } from "../room/data.js";
import { askToKeep, forgetPage, keepThisPage, markPage } from "../room/device.js";
import "../room/messages.js";
import { swapPart } from "../room/parts.js";
import { followProgramme } from "../room/programme.js";
import { Socket, liveUrl } from "../socket.js";
import { Acts } from "../text/acts.js";
import { api, problemOf } from "../text/api.js";
import { clock } from "../text/clock.js";
import { newId } from "../text/ids.js";
import { LateQueue } from "../text/late.js";
import { deviceStorage } from "../text/storage.js";
import { Drafts } from "../visit/drafts.js";
import { Place } from "../visit/place.js";
import { Told } from "../visit/told.js";
import { Unsent } from "../visit/unsent.js";

const UNDO = 20_000;

const main = document.getElementById("main");
const visit = data("visit");
const words = data("visit-words");
const { visitor: owner } = document.body.dataset;
const { room } = visit;

const forms = () => [...main.querySelectorAll("[data-contributes]")];
const formOf = (prompt) => forms().find((form) => form.dataset.contributes === prompt);
const questionOf = (form) => form.dataset.contributes;
const answerOf = (prompt, group) => visit.prompts[prompt]?.[group] ?? visit.prompts[prompt]?.[""];

const drafts = new Drafts({ room, owner });
const storage = deviceStorage();
const told = new Told({ room, isAll: () => "everybody" in main.dataset, group: () => place.group });
const sent = new Map(); // what the server said of a contribution, by its client_id

const talk = api({ fetch: (...given) => fetch(...given), headers: csrf() });

/** The API; what it says of a note is remembered, and whether it says anything at all. */
async function call(method, path, body) {
  const answer = await talk(method, path, body);
  markPage({ online: answer.status !== 0, waits: acts.size > 0 });
  if (method === "POST" && path.endsWith("/notes") && answer.status === 201) sent.set(body.client_id, answer.body);
  return answer;
}

function say(form, state, facts = {}) {
  const word = form.querySelector(".visit-word");
  word.textContent = (words[state] ?? "").replace(/{(\w+)}/g, (_, name) => facts[name] ?? "");
  word.dataset.state = state;
  form.elements.text.toggleAttribute("aria-invalid", ["empty", "long"].includes(state));
  if (form.contains(document.activeElement)) word.parentElement.scrollIntoView({ block: "nearest" }); // above a keyboard too
}

// What becomes of a contribution

const hearings = {
  acts({ waiting }) {
    markPage({ online: navigator.onLine, waits: waiting.length > 0 });
    for (const form of forms()) showWaiting(form, waiting.filter((one) => isHere(one) && one.prompt === questionOf(form)));
  },
  act_sent(record) {
    if (!isHere(record)) return;
    const form = formOf(record.prompt);
    if (form) offerUndo(form, record);
    if (form) say(form, "sent");
    told.refresh();
  },
  kept_late({ document: answer }) {
    const form = forms().find((each) => answerOf(questionOf(each), place.group) === answer);
    if (form) say(form, "late");
    else unsent.say(words.late);
  },
  kept_here() {
    for (const form of forms()) if (form.querySelector(".visit-word").dataset.state === "sending") say(form, "kept");
    unsent.show();
  },
};
const tell = (event) => hearings[event.type]?.(event);

const late = new LateQueue({ room, owner, storage, clock, tell, post: async (answer, body) => problemOf(await call("POST", `/answers/${answer}/late`, body)) });
const acts = new Acts({ room, owner, storage, clock, tell, call, late });
const isHere = ({ member }) => (member ?? "") === place.group;

function showWaiting(form, waiting) {
  const list = form.querySelector(".visit-waiting");
  list.replaceChildren(...waiting.map(({ text }) => Object.assign(document.createElement("li"), { textContent: `${text} (${words.waiting})`, dir: "auto" })));
  list.hidden = document.documentElement.dataset.contact !== "no" || !waiting.length;
}

async function contribute(form) {
  const field = form.elements.text;
  const text = field.value.trim();
  const count = [...text].length;
  field.focus();
  if (!text) return say(form, "empty");
  if (count > visit.most) return say(form, "long", { count });
  const { group } = place;
  const prompt = questionOf(form);
  const record = { kind: "note", client_id: newId(), answer: answerOf(prompt, group), prompt, text, member: group || null };
  const keeping = acts.add(record); // before the field is emptied
  if (field.value.trim() === text) field.value = "";
  hideUndo(form);
  say(form, "sending");
  askToKeep();
  const lasts = await keeping;
  if (lasts) drafts.set(group, prompt, place.group === group ? field.value : "");
  setTimeout(() => stillWaits(form, record, lasts), 1_500);
}

/** A slow net is said to be away: what counts for whoever looks is that it is kept. */
function stillWaits(form, { client_id }, lasts) {
  if (!acts.waiting.some((one) => one.client_id === client_id) || form.querySelector(".visit-word").dataset.state !== "sending") return;
  say(form, lasts ? "waits" : "unkept");
  hearings.acts({ waiting: acts.waiting });
}

// Taking back

const undone = new WeakMap();

function hideUndo(form) {
  undone.get(form)?.();
  const button = form.querySelector(".visit-undo");
  if (button === document.activeElement) form.elements.text.focus();
  button.hidden = true;
}

function offerUndo(form, record) {
  const button = form.querySelector(".visit-undo");
  hideUndo(form);
  button.hidden = false;
  button.onclick = () => takeBack(form, record);
  undone.set(form, clock.after(UNDO, () => hideUndo(form)));
}

async function takeBack(form, { client_id, prompt, text, member }) {
  const { answer_id, note_id } = sent.get(client_id);
  const { status } = await call("DELETE", `/answers/${answer_id}/notes/${note_id}`);
  if (status !== 204) return say(form, status === 404 ? "gone" : "not_undone");
  if ((member ?? "") !== place.group) return;
  hideUndo(form);
  const field = form.elements.text;
  if (!field.value.trim()) {
    field.value = text;
    drafts.set(place.group, prompt, text);
  }
  say(form, "undone");
  field.focus();
  told.refresh();
}

// Where the page stands

function moved({ group, at }) {
  main.dataset.group = group;
  for (const form of forms()) {
    const prompt = questionOf(form);
    const { text, group: of, at: step } = form.elements;
    if (form.dataset.group !== group) {
      // Never what the browser itself puts back into the field: it may be another group's.
      text.value = drafts.get(group, prompt) || (form.dataset.group === undefined ? text.defaultValue : "");
      hideUndo(form);
      if (form.dataset.group !== undefined) say(form, "");
    }
    form.dataset.group = of.value = group;
    step.value = at;
  }
  told.keepOnly(group);
  hearings.acts({ waiting: acts.waiting });
  unsent.show();
}

const unsent = new Unsent({ room, owner, storage, drafts, words, place: () => place, open: () => visit.dialogues.length > 0, send: sendAgain });

/** What was kept, or typed before it closed. Whoever leads gets it if it is too late for all others. */
function sendAgain({ prompt, text, member, answer }) {
  return acts.add({ kind: "note", client_id: newId(), answer: answer ?? answerOf(prompt, member ?? ""), prompt, text, member });
}

const place = new Place({ data: visit, moved });
place.show();

main.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-contributes]")) return;
  event.preventDefault();
  contribute(event.target);
});
main.addEventListener("input", ({ target }) => {
  const form = target.closest("[data-contributes]");
  if (!form) return;
  drafts.set(place.group, questionOf(form), target.value);
  if (["empty", "long"].includes(form.querySelector(".visit-word").dataset.state)) say(form, "");
});
main.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-contributes]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) contribute(form);
});

// The line to the server

/** Stages that open or close change what the page is: it is loaded anew, and drafts stand in it again. */
function heardStage({ dialogue, stage }) {
  const writable = ["open", "closing"].includes(stage);
  if (writable !== visit.dialogues.includes(dialogue)) location.reload();
}

const tellTime = ({ now }) => document.dispatchEvent(new CustomEvent("samtavle:time", { detail: now }));

const frames = {
  hello: tellTime,
  beat(frame) {
    tellTime(frame);
    if (frame.missed) socket.rejoin();
  },
  part: ({ part, html, made }) => swapPart(part, html, made),
  joined: ({ version, made, stages = [], parts = [] }) => {
    for (const { part, html } of parts) swapPart(part, html, made);
    markPage({ online: true, waits: acts.size > 0 });
    acts.flush();
    late.flush();
    stages.forEach(heardStage);
    if (version > visit.version) told.soon();
  },
  steps: () => told.soon(),
  stage: heardStage,
  left() {
    forgetPage();
    unsent.say(words.left);
  },
};
const socket = new Socket({
  url: liveUrl(location),
  clock,
  join: () => ({ room, since: visit.version, epoch: visit.epoch, language: document.documentElement.lang }),
  receive: (frame) => frames[frame.type]?.(frame),
  lost: () => markPage({ online: false, waits: acts.size > 0 }),
  ended: (code) => [4401, 4404].includes(code) && frames.left(),
});
addEventListener("online", () => {
  socket.hurry();
  acts.flush();
});
addEventListener("offline", () => socket.doubt());
addEventListener("pageshow", () => socket.hurry());
document.addEventListener("visibilitychange", () => document.hidden || (socket.hurry(), acts.flush()));
document.addEventListener("samtavle:unsent", ({ detail }) => detail.push(...drafts.all));
document.addEventListener("samtavle:leaving", () => {
  socket.close();
  storage.close();
});

followProgramme();
socket.open();
late.load();
acts.load();
keepThisPage();
