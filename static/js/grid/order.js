// The order of the grid's rows and which are shown, as chosen on this screen. Nothing moves under a pointer or the focus.

const number = (row) => Number(row.dataset.number ?? row.id.replace(/\D+/g, ""));
const needs = (row) => row.cells[0].dataset.needs;
const urgency = (row) => ({ help: 0, seen: 1, late: 2 })[needs(row)] ?? 3;

const orders = {
  number: (one, other) => number(one) - number(other),
  needs: (one, other) => urgency(one) - urgency(other) || number(one) - number(other),
};

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
    const nobody = this.#choice("[data-nobody]");
    if (nobody) nobody.hidden = sorted.some((row) => !row.hidden) || !this.#choice("[data-needs-me]").checked;
  }

  get #order() {
    return orders[this.#choice("[data-sort]")?.value] ?? orders.number;
  }

  #isWanted(row) {
    if (this.#choice("[data-needs-me]")?.checked && !needs(row)) return false;
    const words = (this.#choice("[data-find]")?.value ?? "").trim().toLocaleLowerCase();
    return !words || (row.querySelector("th")?.textContent ?? "").toLocaleLowerCase().includes(words);
  }
}
