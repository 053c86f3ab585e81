// What a page is made from: its templates with those they include, its scripts, and the words in them that a style may ask for.
import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const TEMPLATES = join(here, "../app/templates");
const SCRIPTS = join(here, "js");
const EDITOR = fileURLToPath(import.meta.resolve("prosemirror-view")).replace(/\.cjs$/, ".js");
const PROSE = /{#[^]*?#}|\b_\(\s*("[^"]*"\s*)+|^\s*(\/\/|\/?\*).*$/gm; // comments, and what is said in words

async function below(folder, end) {
  const found = await readdir(folder, { recursive: true });
  return found.map((name) => name.replaceAll("\\", "/")).filter((name) => name.endsWith(end));
}

/** Templates and those they name, whichever way. */
async function withIncluded(names, found = new Map()) {
  for (const name of names) {
    if (found.has(name)) continue;
    const text = await readFile(join(TEMPLATES, name), "utf8").catch(() => "");
    found.set(name, text);
    await withIncluded([...text.matchAll(/"([\w/]+\.html)"/g)].map(([, other]) => other), found);
  }
  return [...found.values()];
}

const wordsOf = (texts) => new Set(texts.flatMap((text) => text.match(/[\w-]+/g) ?? []));
const readAll = (folder, names) => Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));

/** What stands where a class may stand: in attributes of that name, and in the strings of scripts. */
const CLASSES = /\bclass[":]*\s*[=:]?\s*"((?:{{.*?}}|{%.*?%}|[^"{])*)"/g;
const STRINGS = /"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`/g;
const inside = (text, pattern) => [...text.matchAll(pattern)].map(([, ...found]) => found.filter(Boolean).join(" "));

const NOT_IN_ROOMS = ["checkbox", "radio"]; // a macro makes them; tests/test_look.py sees to it that no room's page asks for one

const ELSEWHERE = /^(grid|plenum|reading)\/|^page\/unsaved|^entries\/(grid|harvest|imports|lobby|outcomes|plenum|reading|setup|textsize|visit)|^visit\//; // scripts that no room's page loads

/** A page that `lacks` what a macro could make does not have its styles either. */
async function wornBy(templates, isScript, lacks = []) {
  const names = (await below(SCRIPTS, ".js")).filter(isScript);
  const [pages, scripts] = [await withIncluded(templates), [...(await readAll(SCRIPTS, names)), await readFile(EDITOR, "utf8")]];
  const texts = [...pages, ...scripts].map((text) => text.replace(PROSE, " "));
  const words = wordsOf(texts);
  for (const word of lacks) words.delete(word);
  return {
    classes: wordsOf([...pages.flatMap((text) => inside(text, CLASSES)), ...scripts.flatMap((text) => inside(text, STRINGS))]),
    words,
    shows: (icon) => texts.some((text) => text.includes(`"${icon}"`)),
  };
}

/** For all pages, for those of visits, and for the room's page alone, which is the one that many open at once on slow lines: `classes` and other
 *  `words` that its styles may ask for, and whether it `shows` an icon. */
export async function kindsOfPages() {
  const templates = await below(TEMPLATES, ".html");
  const visit = templates.filter((name) => name.startsWith("visits/"));
  const room = templates.filter((name) => /^(boards\/_(?!removed|past|plan)|rooms\/_(?!roster|entry|finding|arrang))/.test(name));
  return {
    page: await wornBy(templates, () => true),
    visit: await wornBy(["visits/visit.html", ...visit], (name) => /^(entries\/visit|visit|page)/.test(name)),
    room: { calm: true, ...(await wornBy(["boards/board.html", "rooms/offline.html", "rooms/door.html", "rooms/lobby.html", ...room], (name) => !ELSEWHERE.test(name), NOT_IN_ROOMS)) },
  };
}

/** The words of the server's code, where values of data attributes come from; it writes no class (tests/test_look.py). */
export async function serverWords() {
  const app = join(here, "../app");
  return new Set((await readAll(app, await below(app, ".py"))).flatMap((text) => text.match(/[\w-]+/g) ?? []));
}
