// One SVG sprite of the icons in icons.json (our name → Aksel's name); pages point into it with <use>.
import { readFile } from "node:fs/promises";

const source = (name) => new URL(import.meta.resolve(`@navikt/aksel-icons/svg/${name}.svg`));
const listed = new URL("icons.json", import.meta.url);

async function symbol([name, original]) {
  const drawing = await readFile(source(original), "utf8");
  const inner = drawing.slice(drawing.indexOf(">") + 1, drawing.lastIndexOf("</svg>")).trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none">${inner}</symbol>`;
}

/** The whole sprite as text. */
export async function sprite() {
  const icons = JSON.parse(await readFile(listed, "utf8"));
  const symbols = await Promise.all(Object.entries(icons).map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}
