// Makes static/dist: a bundle per file in js/entries, styles per kind of page, fonts, icons, all of them packed too, the
// manifest that names them, and the fonts of reports.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { minify } from "terser";
import { fonts } from "./fonts.mjs";
import { sprites } from "./icons/sprite.mjs";
import { packed } from "./packed.mjs";
import { paperFonts } from "./paper.mjs";
import { kindsOfPages, serverWords } from "./sources.mjs";
import { buildTheme } from "./theme/theme.mjs";
import { Wardrobe } from "./worn.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const STYLES = join(here, "css/entries/page.css");

const shared = {
  absWorkingDir: here,
  outdir: dist,
  assetNames: "[ext]/[name]-[hash]",
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
};

/** A script as terser leaves it, a twenty-fifth smaller than esbuild's, with its map made anew. */
async function shorter({ path, text }, all) {
  const content = all.find((file) => file.path === `${path}.map`).text;
  const { code, map } = await minify(text, {
    module: true,
    ecma: 2022,
    compress: { passes: 3 },
    format: { comments: /^!/ },
    sourceMap: { content, filename: basename(path), url: `${basename(path)}.map` },
  });
  return [{ path, contents: code }, { path: `${path}.map`, contents: map }];
}

const OLD = /const (ie_\w+) = \/.*$/gm; // browsers that none of our `target` is, and that have code of their own in the editor
const SAID = /throw new (\w*Error)\((?:"[^"\n]*"|'[^'\n]*')\)/g;

/** What the editor's library tells programmers in a sentence, or does for Internet Explorer: a room's first visit would carry it. */
const lean = {
  name: "lean",
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/prosemirror-[\w-]+\/.*\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(SAID, "throw new $1()").replace(OLD, "const $1 = null;"),
    }));
  },
};

const SHARING = ["leaving.js", "page.js", "room.js"]; // what others share with these is too little for a file of its own

/** Bundles of `names`; with `splitting`, what several of them need stands in files of its own, so that no page loads it twice. */
async function bundles(folder, names, splitting) {
  const entryPoints = names.map((name) => ({ out: `js/${basename(name, ".js")}`, in: join(folder, name) }));
  const { outputFiles, metafile } = await esbuild.build({
    ...shared,
    splitting,
    entryPoints,
    entryNames: "[dir]/[name]-[hash]",
    chunkNames: "js/part-[hash]",
    format: "esm",
    sourcemap: true,
    legalComments: "linked",
    plugins: [lean],
  });
  const others = outputFiles.filter(({ path }) => !/\.js(\.map)?$/.test(path));
  const short = await Promise.all(outputFiles.filter(({ path }) => path.endsWith(".js")).map((file) => shorter(file, outputFiles)));
  const named = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint);
  const called = ({ entryPoint }) => entryPoint.replace("/entries/", "/");
  return {
    files: [...short.flat(), ...others],
    names: named.map(([path, output]) => [called(output), join(here, path)]),
    parts: named.map(([path, output]) => [called(output), neededBy(path, metafile.outputs)]),
  };
}

/** The files that a bundle cannot begin without, those that these need among them. */
function neededBy(path, outputs, found = new Set()) {
  for (const each of outputs[path].imports.filter(({ kind }) => kind === "import-statement")) {
    if (!found.has(each.path)) neededBy(each.path, outputs, found.add(each.path));
  }
  return [...found];
}

/** Scripts in memory: a build that fails leaves the last good dist standing. */
async function scripts() {
  const folder = join(here, "js/entries");
  const names = (await readdir(folder)).filter((name) => extname(name) === ".js").sort();
  const alone = names.filter((name) => !SHARING.includes(name));
  const made = await Promise.all([bundles(folder, SHARING, true), bundles(folder, alone, false)]);
  return Object.fromEntries(["files", "names", "parts"].map((each) => [each, made.flatMap((one) => one[each])]));
}

/** A file that is no bundle, under a name that changes with its content. */
function hashed(name, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8).toUpperCase();
  const end = extname(name);
  const path = join(dist, `${name.slice(0, -end.length)}-${hash}${end}`);
  return { name, path, contents };
}

/** The styles once for each kind of page, with what that kind may need; and the fonts that they name. */
async function styles(kinds) {
  const { outputFiles } = await esbuild.build({ ...shared, entryPoints: [STYLES], plugins: [fonts], publicPath: "/static/" });
  const [css, faces] = [outputFiles.find(({ path }) => path.endsWith(".css")), outputFiles.filter(({ path }) => path.endsWith(".woff2"))];
  const values = await serverWords();
  const sheets = Object.entries(kinds).map(([kind, own]) => hashed(`css/${kind}.css`, new Wardrobe(own, values).choose(css.text)));
  return { sheets, faces: faces.map(({ path, contents }) => ({ name: `${basename(path).replace(/-[A-Z0-9]+\.woff2$/, "")}.woff2`, path, contents })) };
}

await buildTheme();
const kinds = await kindsOfPages();
const [js, { sheets, faces }, drawn, mark, paper] = await Promise.all([
  scripts(),
  styles(kinds),
  sprites(kinds.room.shows),
  readFile(join(here, "icons/samtavle.svg"), "utf8"),
  paperFonts(),
]);
const icons = drawn.map(({ name, text, icons }) => ({ ...hashed(name, text), icons }));
const extras = [...sheets, ...faces, ...icons, hashed("samtavle.svg", mark)];
const names = [
  ...js.names,
  ...extras.map(({ name, path }) => [name, path]),
  ...icons.flatMap(({ icons, path }) => icons.map((icon) => [`icons.svg#${icon}`, `${path}#${icon}`])),
];
const manifest = Object.fromEntries(names.map(([name, path]) => [name, relative(dist, path).replaceAll("\\", "/")]).sort());
const parts = Object.fromEntries(js.parts.map(([name, paths]) => [name, paths.map((path) => relative(dist, join(here, path)).replaceAll("\\", "/"))]).sort());
const partsFile = { path: join(dist, "parts.json"), contents: `${JSON.stringify(parts, null, 2)}\n` };
const paperFiles = paper.map(({ name, contents }) => ({ path: join(dist, "paper", name), contents }));
const manifestFile = { path: join(dist, "manifest.json"), contents: `${JSON.stringify(manifest, null, 2)}\n` };

await rm(dist, { recursive: true, force: true });
for (const { path, contents } of [...(await packed([...js.files, ...extras])), ...paperFiles, partsFile, manifestFile]) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}
