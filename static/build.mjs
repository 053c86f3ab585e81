// Makes static/dist: a bundle per file in js/entries, styles per kind of page, fonts, icons, all of them packed too, and the
// manifest that names them.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { minify } from "terser";
import { fonts } from "./fonts.mjs";
import { sprites } from "./icons/sprite.mjs";
import { packed } from "./packed.mjs";
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
    compress: { passes: 2 },
    format: { comments: /^!/ },
    sourceMap: { content, filename: basename(path), url: `${basename(path)}.map` },
  });
  return [{ path, contents: code }, { path: `${path}.map`, contents: map }];
}

/** Scripts in memory: a build that fails leaves the last good dist standing. */
async function scripts() {
  const folder = join(here, "js/entries");
  const names = (await readdir(folder)).filter((name) => extname(name) === ".js").sort();
  const entryPoints = names.map((name) => ({ out: `js/${basename(name, ".js")}`, in: join(folder, name) }));
  const { outputFiles, metafile } = await esbuild.build({
    ...shared,
    entryPoints,
    entryNames: "[dir]/[name]-[hash]",
    format: "esm",
    sourcemap: true,
    legalComments: "linked",
  });
  const others = outputFiles.filter(({ path }) => !/\.js(\.map)?$/.test(path));
  const short = await Promise.all(outputFiles.filter(({ path }) => path.endsWith(".js")).map((file) => shorter(file, outputFiles)));
  const named = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint);
  return { files: [...short.flat(), ...others], names: named.map(([path, { entryPoint }]) => [entryPoint.replace("/entries/", "/"), join(here, path)]) };
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
const [js, { sheets, faces }, drawn, mark] = await Promise.all([
  scripts(),
  styles(kinds),
  sprites(kinds.room.shows),
  readFile(join(here, "icons/samtavle.svg"), "utf8"),
]);
const icons = drawn.map(({ name, text, icons }) => ({ ...hashed(name, text), icons }));
const extras = [...sheets, ...faces, ...icons, hashed("samtavle.svg", mark)];
const names = [
  ...js.names,
  ...extras.map(({ name, path }) => [name, path]),
  ...icons.flatMap(({ icons, path }) => icons.map((icon) => [`icons.svg#${icon}`, `${path}#${icon}`])),
];
const manifest = Object.fromEntries(names.map(([name, path]) => [name, relative(dist, path).replaceAll("\\", "/")]).sort());
const manifestFile = { path: join(dist, "manifest.json"), contents: `${JSON.stringify(manifest, null, 2)}\n` };

await rm(dist, { recursive: true, force: true });
for (const { path, contents } of [...(await packed([...js.files, ...extras])), manifestFile]) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}
