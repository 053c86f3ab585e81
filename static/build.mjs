// Makes static/dist: a bundle per file in js/entries and css/entries, fonts, icons, and the manifest that names them.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { sprite } from "./icons/sprite.mjs";
import { buildTheme } from "./theme/theme.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

/** Every entry of one kind as {"css/page": path}; none is fine, so that kinds may grow one at a time. */
async function entries(kind) {
  const folder = join(here, kind, "entries");
  const names = await readdir(folder).catch(() => []);
  const own = names.filter((name) => extname(name) === `.${kind}`).sort();
  return own.map((name) => ({ out: `${kind}/${basename(name, `.${kind}`)}`, in: join(folder, name) }));
}

/** Bundles in memory: a build that fails leaves the last good dist standing. */
async function bundle() {
  const found = [...(await entries("js")), ...(await entries("css"))];
  return esbuild.build({
    absWorkingDir: here,
    entryPoints: found,
    outdir: dist,
    entryNames: "[dir]/[name]-[hash]",
    assetNames: "[ext]/[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "file" },
    format: "esm",
    target: ["es2022", "chrome111", "firefox115", "safari16.4"],
    bundle: true,
    minify: true,
    sourcemap: true,
    legalComments: "linked",
    metafile: true,
    write: false,
  });
}

/** A file that is no bundle, under a name that changes with its content. */
function hashed(name, text) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  const path = join(dist, `${basename(name, extname(name))}-${hash}${extname(name)}`);
  return { name, path, contents: text };
}

function manifest({ outputs }, extras) {
  const inDist = (path) => relative(dist, path).replaceAll("\\", "/");
  const bundles = Object.entries(outputs)
    .filter(([, output]) => output.entryPoint)
    .map(([path, { entryPoint }]) => [entryPoint.replace("/entries/", "/"), inDist(join(here, path))]);
  return Object.fromEntries([...bundles, ...extras.map(({ name, path }) => [name, inDist(path)])].sort());
}

await buildTheme();
const [{ metafile, outputFiles }, icons, mark] = await Promise.all([
  bundle(),
  sprite(),
  readFile(join(here, "icons/samtavle.svg"), "utf8"),
]);
const extras = [hashed("icons.svg", icons), hashed("samtavle.svg", mark)];
const names = JSON.stringify(manifest(metafile, extras), null, 2);
const manifestFile = { path: join(dist, "manifest.json"), contents: `${names}\n` };

await rm(dist, { recursive: true, force: true });
for (const { path, contents } of [...outputFiles, ...extras, manifestFile]) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}
