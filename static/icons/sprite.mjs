// SVG sprites of the icons in icons.json (our name → Aksel's name); pages point into them with <use>.
import { readFile } from "node:fs/promises";
import { optimize } from "svgo";

const source = (name) => new URL(import.meta.resolve(`@navikt/aksel-icons/svg/${name}.svg`));
const listed = new URL("icons.json", import.meta.url);

/** The same lines in fewer signs; hundredths of a grid of 24 are finer than any screen draws. */
const SHORT = { plugins: [{ name: "convertPathData", params: { floatPrecision: 2 } }, "mergePaths"] };

async function symbol([name, original]) {
  const drawing = await readFile(source(original), "utf8");
  const short = optimize(drawing, SHORT).data;
  const inner = short.slice(short.indexOf(">") + 1, short.lastIndexOf("</svg>")).trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none">${inner}</symbol>`;
}

async function sprite(name, icons) {
  const symbols = await Promise.all(icons.map(symbol));
  return { name, icons: icons.map(([icon]) => icon), text: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n` };
}

/** What a room may show in one sprite, all else in another, so that a room does not wait for the others' icons. */
export async function sprites(inRoom) {
  const icons = Object.entries(JSON.parse(await readFile(listed, "utf8")));
  return Promise.all([
    sprite("room.svg", icons.filter(([name]) => inRoom(name))),
    sprite("icons.svg", icons.filter(([name]) => !inRoom(name))),
  ]);
}
