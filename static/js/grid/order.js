// The order of the grid's rows and which are shown, as chosen on this screen. Nothing moves under a pointer or the focus.

const number = (row) => Number(row.dataset.number ?? row.id.replace(/\D+/g, ""));
const needs = (row) => row.cells[0].dataset.needs;
const urgency = (row) => ({ help: 0, seen: 1, late: 2, nobody: 3 })[needs(row)] ?? 4;

const orders = {
  number: (one, other) => number(one) - number(other),
  needs: (one, other) => urgency(one) - urgency(other) || number(one) - number(other),
};

/** Show the columns of one dialogue and fold the others; without one, as the server has it. */
function unfold(table, dialogue) {
  if (!table.querySelector(`[data-dialogue="${CSS.escape(dialogue)}"]`)) return;
  for (const cell of table.querySelectorAll("[data-dialogue]")) {
    const hidden = (cell.dataset.dialogue === dialogue) === cell.hasAttribute("data-folded");
    if (cell.hidden !== hidden) cell.hidden = hidden;
  }
}

export class GridOrder {
  #pending = false;

  constructor(table, page) {
    Object.assign(this, { table, page });
    page.addEventListener("input", ({ target }) => target.matches("[data-sort], [data-needs-me], [data-find]") && this.apply());
    for (const name of ["pointerleave", "focusout"]) table.addEventListener(name, () => setTimeout(() => this.#pending && this.later()));
    this.apply();
  }

  #choice(selector) {
    return this.page.querySelector(selector);
  }

  get #isHeld() {
    return this.table.matches(":hover") || this.table.contains(document.activeElement);
  }

  /** Rows changed: order them anew as soon as nobody points at them. */
  later() {
    this.#pending = this.#isHeld;
    if (!this.#pending) this.apply();
  }

  apply() {
    this.#pending = false;
    const [body] = this.table.tBodies;
    const rows = [...body.rows];
    const sorted = rows.toSorted?.(this.#order) ?? [...rows].sort(this.#order);
    if (sorted.some((row, at) => row !== rows[at])) body.append(...sorted);
    for (const row of sorted) row.hidden = !this.#isWanted(row);
    this.#say(sorted.every((row) => row.hidden));
    unfold(this.table, this.page.dataset.dialogue);
  }

  /** An empty table says why it is empty. */
  #say(none) {
    const searched = this.#words !== "";
    this.#choice("[data-nobody]").hidden = !none || searched;
    this.#choice("[data-unfound]").hidden = !none || !searched;
    this.table.tHead.hidden = none;
  }

  get #words() {
    return (this.#choice("[data-find]")?.value ?? "").trim().toLocaleLowerCase();
  }

  get #order() {
    return orders[this.#choice("[data-sort]")?.value] ?? orders.number;
  }

  #isWanted(row) {
    if (this.#choice("[data-needs-me]")?.checked && !needs(row)) return false;
    return (row.querySelector("th")?.textContent ?? "").toLocaleLowerCase().includes(this.#words);
  }
}
