// The projector's page: it follows what is shown, whoever changed it, and what the rooms write meanwhile.
//
// What the page must hold: <main data-plenum="SEMINAR" data-language="nb"> with the parts #plenum-head and #slide
// (data-slide, data-prompt, data-version, data-said), buttons that name their keys by aria-keyshortcuts, and a
// <p id="plenum-said" role="status">.
import { Leading } from "../grid/leading.js";
import { pressByKeys } from "../plenum/keys.js";
import { Wheel } from "../plenum/wheel.js";

const page = document.querySelector("[data-plenum]");
const said = document.getElementById("plenum-said");
const wheel = new Wheel();

const slide = () => document.getElementById("slide");
const isShown = (id) => id.endsWith(slide().dataset.prompt) || ["grid-clock", "grid-table", "grid-title"].includes(id);
const changed = ({ id }) => isShown(id) && leading.soon();

const leading = new Leading({
  page,
  seminar: page.dataset.plenum,
  parts: "[data-part]",
  hearings: {
    plenum: ({ version }) => version > Number(slide().dataset.version) && leading.refresh(),
    cell: changed,
    head: changed,
  },
});

document.addEventListener("samtavle:part", async ({ detail }) => {
  if (detail.part !== "slide") return;
  await wheel.follow(slide());
  const words = slide().dataset.said ?? "";
  if (said.textContent !== words) said.textContent = words;
});
document.addEventListener("htmx:after:request", ({ detail }) => detail.ctx.response?.status < 300 && leading.refresh());
pressByKeys(page);
