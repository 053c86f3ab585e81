// Inter with the letters of Norwegian, Sámi and the languages nearest to them, in the weights that we set. Other scripts
// are shown in the device's own letters: fourteen files for all that Inter can write were 450 kB.
import { readFile } from "node:fs/promises";
import subset from "subset-font";

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).join("");

const LETTERS = {
  // as `unicode-range` in css/fonts.css says
  latin: `${range(0x20, 0x7e)}\u00a0£§¨©«°´·»¿¡½×÷${range(0xc0, 0xff)}‐‑–—‘’‚“”„•…€−→`,
  "latin-ext": "ĂăĄąĆćČčĎďĐđĒēĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŊŋŌōŐőŒœŔŕŘřŚśŞşŠšŢţŤťŦŧŪūŮůŰűŲųŸŹźŻżŽžƷʒǤǥǦǧǨǩǮǯȘșȚțʹẞ",
};
const FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"];
const WEIGHTS = { wght: { min: 400, max: 600 } };

async function drawn(part) {
  const inter = new URL(import.meta.resolve(`@fontsource-variable/inter/files/inter-${part}-wght-normal.woff2`));
  return subset(await readFile(inter), LETTERS[part], { targetFormat: "woff2", keepFeatures: FEATURES, variationAxes: WEIGHTS });
}

/** For esbuild: `url("inter:latin")` in our css is the font with those letters. */
export const fonts = {
  name: "fonts",
  setup(build) {
    build.onResolve({ filter: /^inter:/ }, ({ path }) => ({ path: `${path.replace(":", "-")}.woff2`, namespace: "font" }));
    build.onLoad({ filter: /./, namespace: "font" }, async ({ path }) => ({
      contents: await drawn(path.slice("inter-".length, -".woff2".length)),
      loader: "file",
    }));
  },
};
