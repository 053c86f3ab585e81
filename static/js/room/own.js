// The parts are the same for everybody; one's own seat and duties are marked here.
import { board, seat, whenever, words } from "./page.js";

const role = document.getElementById("role");

function markSeat(person) {
  person.toggleAttribute("data-own", true);
  if (person.querySelector(".own")) return;
  const mark = Object.assign(document.createElement("span"), { className: "own", textContent: `(${words.own})` });
  person.querySelector(".person-name").after(" ", mark);
}

function showRoles(held) {
  for (const sheet of role.querySelectorAll("[data-role]")) sheet.hidden = !held.has(sheet.dataset.role);
  role.hidden = !held.size;
}

if (seat) {
  whenever(() => {
    const mine = board.querySelector(`.person[data-seat="${seat}"]`);
    if (mine) markSeat(mine);
    showRoles(new Set([...(mine?.querySelectorAll("[data-duty]") ?? [])].map(({ dataset }) => dataset.duty)));
  });
}
