// The grid's page: rows and cells are replaced as they come, and keep the order and the filter that was chosen here.
//
// What the page must hold: <main data-grid="SEMINAR" data-language="nb"> with <table class="grid">, whose rows
// (<tr id data-number>, a <th id data-needs="help|seen|late|"> first) and cells have the ids that the frames `row` and `cell`
// name; what stands above it are [data-part]s. <select data-sort> chooses among "number" and "needs";
// <input type="checkbox" data-needs-me> shows only rows with data-needs; <input data-find> only rows that hold those words;
// [data-nobody] and [data-unfound] say why no row is left. <main data-dialogue> is the dialogue whose columns somebody chose.
import { showAges } from "../grid/ages.js";
import { moveByArrows } from "../grid/arrows.js";
import { Beside } from "../grid/sidepanel.js";
import { Leading } from "../grid/leading.js";
import { GridOrder } from "../grid/order.js";
import { keepsFocus } from "../page/trail.js";
import { swapPart } from "../room/parts.js";

const page = document.querySelector("[data-grid]");
const table = page.querySelector("table.grid");
const order = table && new GridOrder(table, page);
let wiping = false; // the press itself has this page leave for the receipt, and what comes of it may not call it back
document.querySelector(".rehearsal-acts")?.addEventListener("submit", () => (wiping = true));

function swap({ id, html, made }) {
  swapPart(id, html, made);
  order?.later();
}

const leading = new Leading({
  page,
  seminar: page.dataset.grid,
  parts: "[data-part], table.grid tr[id]",
  hearings: { cell: swap, row: swap, head: swap, part: ({ part, html, made }) => swap({ id: part, html, made }) },
  refreshed: () => order?.later(),
  leave: () => wiping || location.reload(),
});

const ages = () => showAges(page, page.dataset);
for (const event of ["samtavle:part", "htmx:after:swap"]) document.addEventListener(event, ages);
setInterval(ages, 10_000);
ages();
document.addEventListener("samtavle:part", () => page.toggleAttribute("data-archived", page.querySelector("#grid-next[data-archived]") !== null));
const keepFocus = keepsFocus(page);
for (const event of ["samtavle:part", "htmx:after:swap", "htmx:finally:request"]) document.addEventListener(event, () => setTimeout(keepFocus));
new Beside(page);
if (table) moveByArrows(table);

// A menu whose form was sent has done its work, and the one it came out of; without a socket its effect is fetched at once.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response.status >= 300) return;
  const form = ctx.sourceElement.closest(".menu-form");
  if (form) document.querySelector(".menu:popover-open")?.hidePopover();
  form?.reset();
  if (leading.polls) leading.refresh();
});
