// A note from somebody who follows, or an action field by field, which is sent as "What: …; Who: …". It is on the device before its field is emptied, and waits there until the server has it.
import { board, hand, newId, words } from "./page.js";

const forms = () => [...board.querySelectorAll("[data-sends]")];

/** The answer that it goes to: the member's own where there is one, else the room's. */
function answerFor(form, member) {
  const own = member && form.closest(".prompt").querySelector(`.answer[data-member="${CSS.escape(member)}"]`);
  return own ? own.dataset.answer : form.dataset.answer;
}

function tell(form, state) {
  const said = form.querySelector(".send-word");
  said.textContent = words[state] ?? "";
  said.dataset.state = state;
}

function send(form) {
  const fields = [...form.querySelectorAll("textarea, input")];
  const told = fields.filter(({ value }) => value.trim());
  const text = told.map(({ name, value }) => (name === "note" ? "" : `${name}: `) + value.trim()).join("; ");
  const member = form.querySelector("select")?.value || null;
  fields[0].focus();
  if (!text) return;
  const taken = hand({ kind: "note", client_id: newId(), answer: answerFor(form, member), prompt: form.dataset.sends, text, member });
  tell(form, !taken ? "notSent" : document.documentElement.dataset.contact === "no" ? "waits" : "");
  if (taken) for (const field of fields) field.value = "";
}

function entryOf({ text }) {
  const entry = document.createElement("li");
  const said = Object.assign(document.createElement("small"), { textContent: words.waiting });
  entry.append(Object.assign(document.createElement("span"), { textContent: text, dir: "auto" }), said);
  return entry;
}

board.addEventListener("submit", (event) => {
  if (!event.target.dataset.sends) return;
  event.preventDefault();
  send(event.target);
});

board.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-sends]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(form);
});

document.addEventListener("samtavle:acts", ({ detail: { waiting } }) => {
  for (const form of forms()) {
    const notes = waiting.filter(({ kind, prompt }) => kind === "note" && prompt === form.dataset.sends);
    const list = form.querySelector(".send-waiting");
    list.replaceChildren(...notes.map(entryOf));
    list.hidden = !notes.length;
    if (!notes.length && form.querySelector(".send-word").dataset.state === "waits") tell(form, "");
    if (notes.length && document.documentElement.dataset.contact === "no") form.closest("details").open = true;
  }
});

document.addEventListener("samtavle:acted", ({ detail: { kind, prompt } }) => {
  if (kind === "note") for (const form of forms()) if (form.dataset.sends === prompt) tell(form, "sent");
});
