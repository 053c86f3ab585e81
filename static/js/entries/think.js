// What somebody thinks before the others hear it: on this device alone, until they put it into the answer themselves. A
// script of its own, for the few programmes that give time to think; it speaks with the room's by events alone (entries/room.js).
const board = document.getElementById("main");
const { room, seat } = board.dataset;

const happens = (name, detail) => !document.dispatchEvent(new CustomEvent(`samtavle:${name}`, { detail, cancelable: true }));

const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
const nameOf = (form) => `samtavle.think.${room}.${seat}.${form.dataset.thinks}`;

function kept(form) {
  try {
    return localStorage.getItem(nameOf(form)) ?? "";
  } catch {
    return ""; // storage is forbidden in some private windows
  }
}

function keep(form, text) {
  try {
    if (text) localStorage.setItem(nameOf(form), text);
    else localStorage.removeItem(nameOf(form));
  } catch {
    // then it lasts as long as the page
  }
}

const fieldOf = (form) => form.querySelector("textarea");
const linesOf = (form) => fieldOf(form).value.split("\n").map((line) => line.trim()).filter(Boolean);

function show(form) {
  const list = form.querySelector(".think-lines");
  const shown = linesOf(form);
  list.hidden = shown.length < 2; // one line goes in whole
  list.replaceChildren(
    ...shown.map((line) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "take", textContent: line, dir: "auto" });
      button.setAttribute("aria-label", form.dataset.putIn.replace("{line}", () => line));
      const entry = document.createElement("li");
      entry.append(button);
      return entry;
    }),
  );
  form.querySelector("[type=submit]").setAttribute("aria-disabled", String(!shown.length));
}

/** Hands `lines` to the outbox as notes; what it took leaves the field. */
function putIn(form, lines) {
  const { answer, thinks: prompt } = form.dataset;
  const taken = lines.filter((text) => happens("act", { kind: "note", client_id: newId(), answer, prompt, text, member: board.dataset.member || null }));
  const left = [...taken];
  const field = fieldOf(form);
  field.value = field.value
    .split("\n")
    .filter((line) => {
      const at = left.indexOf(line.trim());
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    })
    .join("\n")
    .trim();
  keep(form, field.value);
  show(form);
  field.focus();
  happens("say", { text: taken.length === lines.length ? form.dataset.isIn : form.dataset.notSent, seconds: 6 });
}

const forms = [...board.querySelectorAll("[data-thinks]")];
let thinking = false;

/** While the room thinks, the place for it is open; it closes again where nothing came of it. What one writes in stands still. */
function follow() {
  const now = board.querySelector(".clock-of:not([hidden])[data-phase=think]") !== null;
  if (now === thinking) return;
  thinking = now;
  const writes = board.contains(document.activeElement) && document.activeElement.matches("textarea, [contenteditable=true]");
  if (writes) document.dispatchEvent(new Event("samtavle:narrowing"));
  for (const form of forms) {
    const fold = form.closest("details");
    if (now || !(fieldOf(form).value || fold.contains(document.activeElement))) fold.open = now;
  }
  if (writes) document.dispatchEvent(new Event("samtavle:narrowed"));
}

for (const form of forms) {
  fieldOf(form).value ||= kept(form);
  show(form);
  form.addEventListener("input", () => {
    keep(form, fieldOf(form).value);
    show(form);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const lines = linesOf(form);
    if (lines.length) putIn(form, lines);
  });
  form.querySelector(".think-lines").addEventListener("click", ({ target }) => {
    const line = target.closest("button")?.textContent;
    if (line) putIn(form, [line]);
  });
}

for (const event of ["samtavle:part", "htmx:after:swap"]) document.addEventListener(event, follow);
follow();
