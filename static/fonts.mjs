// Inter with the letters of Norwegian, Sámi and the languages nearest to them, in the weights that we set. Other scripts
// are shown in the device's own letters: fourteen files for all that Inter can write were 450 kB.
import { readFile } from "node:fs/promises";
import subset from "subset-font";

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).join("");

/** Name → the package's file and what is drawn of it. A browser fetches only those that a page has letters of. */
const PARTS = {
  norwegian: { file: "latin", letters: `${range(0x20, 0x7e)}\u00a0«»·×–’“”…→ÁÄÅÆÉÖØÜáäåæèéêóòôöøü` },
  western: { file: "latin", letters: `${range(0xa1, 0xff)}‐‑—‘‚„•‹›€−×` },
  sami: { file: "latin-ext", letters: `${range(0x100, 0x17f)}ƷʒǤǥǦǧǨǩǮǯȘșȚțʹẞ` },
};
const FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"];
const WEIGHTS = { wght: { min: 400, max: 600 } };

async function drawn({ file, letters }) {
  const inter = new URL(import.meta.resolve(`@fontsource-variable/inter/files/inter-${file}-wght-normal.woff2`));
  return subset(await readFile(inter), letters, { targetFormat: "woff2", keepFeatures: FEATURES, variationAxes: WEIGHTS });
}

const hex = (code) => code.toString(16);

/** Letters as css names them: neighbours as a range. */
function ranges(letters) {
  const codes = [...new Set(letters)].map((letter) => letter.codePointAt(0)).sort((one, other) => one - other);
  const begins = codes.filter((code) => !codes.includes(code - 1));
  const ends = codes.filter((code) => !codes.includes(code + 1));
  return begins.map((begin, at) => `U+${hex(begin)}${begin === ends[at] ? "" : `-${hex(ends[at])}`}`).join(", ");
}

function face([name, { letters }], at) {
  const others = Object.values(PARTS).slice(0, at).map((part) => part.letters).join("");
  const own = [...letters].filter((letter) => !others.includes(letter)).join("");
  return `@font-face { font-display: optional; font-family: "Inter Variable"; font-weight: 400 600; src: url("inter:${name}") format("woff2"); unicode-range: ${ranges(own)}; }`;
}

/** What is held in the hand shows its own letters: they are made for that screen, and ours were a tenth of all that comes. */
const MEDIA = "not all and (pointer: coarse)";

/** For esbuild: `@import "inter:faces"` is the font, and `url("inter:sami")` the file with those letters. A slow line shows
 *  the device's own letters (`optional`), so that nothing moves when Inter comes; it is there from the next page on. */
export const fonts = {
  name: "fonts",
  setup(build) {
    build.onResolve({ filter: /^inter:/ }, ({ path, kind }) => ({
      path: `${path.replace(":", "-")}.${kind === "url-token" ? "woff2" : "css"}`,
      namespace: "inter",
    }));
    build.onLoad({ filter: /\.css$/, namespace: "inter" }, () => ({ contents: `@media ${MEDIA} { ${Object.entries(PARTS).map(face).join("\n")} }`, loader: "css" }));
    build.onLoad({ filter: /\.woff2$/, namespace: "inter" }, async ({ path }) => ({
      contents: await drawn(PARTS[path.slice("inter-".length, -".woff2".length)]),
      loader: "file",
    }));
  },
};
