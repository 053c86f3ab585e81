// The parts are the same for everybody; one's own seat and duties are marked here, and a duty that comes is told at once.
import { board, say, seat, whenever, words } from "./page.js";

const role = document.getElementById("role");
const button = board.querySelector("[data-own-duty]");
const unheld = button.textContent;
let held = null;

function markSeat(person) {
  person.toggleAttribute("data-own", true);
  if (person.querySelector(".own")) return;
  const mark = Object.assign(document.createElement("span"), { className: "own", textContent: `(${words.own})` });
  person.querySelector(".person-name").after(" ", mark);
}

const sheetOf = (duty) => role.querySelector(`[data-role="${duty}"]`);

/** The head keeps one's duties, so that a phone shows them too; their sentences are behind the button. */
function showRoles(tags) {
  const now = new Set(tags.map(({ dataset }) => dataset.duty));
  for (const sheet of role.querySelectorAll("[data-role]")) sheet.hidden = !now.has(sheet.dataset.role);
  role.hidden = !now.size;
  if (tags.length) button.replaceChildren(...tags.map((tag) => tag.firstElementChild.cloneNode(true)));
  else button.textContent = unheld;
  button.parentElement.toggleAttribute("data-held", tags.length > 0);
  if (tags.length > 1) button.append(Object.assign(document.createElement("small"), { textContent: `+${tags.length - 1}` }));
}

/** What one has now and had not a moment ago. */
function tell(now) {
  const fresh = held ? now.filter((each) => !held.includes(each)).map(sheetOf) : [];
  const [names, texts] = ["h3", "p:last-of-type"].map((part) => fresh.map((sheet) => sheet.querySelector(part).textContent.trim()));
  const text = fresh.length > 1 ? "" : texts[0]; // of several, the names; their sentences are behind the button
  if (fresh.length) say(words.yourDuty.replace("{duty}", () => names.join(", ")).replace("{text}", () => text).trim(), { seconds: 15 });
  held = now;
}

/** A script of its own tells at the right moment: for a duty of one's own, and for those of people without a device. */
function bringNudges(mine) {
  const held = mine?.querySelector('[data-nudge]:not([data-nudge=""])') ?? board.querySelector(".person[data-typed]");
  if (held && words.nudges) document.head.append(Object.assign(document.createElement("script"), { type: "module", src: words.nudges }));
  if (held) delete words.nudges;
}

if (seat) {
  whenever(() => {
    const mine = board.querySelector(`.person[data-seat="${seat}"]`);
    if (mine) markSeat(mine);
    const tags = [...(mine?.querySelectorAll("[data-duty]") ?? [])];
    showRoles(tags);
    bringNudges(mine);
    tell(tags.map(({ dataset }) => dataset.duty));
  });
}
