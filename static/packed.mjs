// Files packed beside themselves, as small as they get: done once here, so that no answer waits for it.
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TEXTS = /\.(css|js|svg|map|txt)$/;
const [small, older] = [promisify(brotliCompress), promisify(gzip)];

const { BROTLI_MODE_GENERIC, BROTLI_MODE_FONT } = constants;
const WAYS = [16, 17, 18, 20].flatMap((block) => [BROTLI_MODE_GENERIC, BROTLI_MODE_FONT].map((mode) => [block, mode])); // no rule tells which packs best

async function smallest(text) {
  const found = await Promise.all(
    WAYS.map(([block, mode]) =>
      small(text, {
        params: {
          [constants.BROTLI_PARAM_MODE]: mode,
          [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
          [constants.BROTLI_PARAM_LGWIN]: 22,
          [constants.BROTLI_PARAM_LGBLOCK]: block,
        },
      }),
    ),
  );
  return found.reduce((best, each) => (each.length < best.length ? each : best));
}

async function both({ path, contents }) {
  const text = Buffer.from(contents);
  return [
    { path: `${path}.br`, contents: await smallest(text) },
    { path: `${path}.gz`, contents: await older(text, { level: 9 }) },
  ];
}

/** The files, and each text twice more: `.br` and `.gz`. Fonts and pictures are packed already. */
export async function packed(files) {
  const texts = files.filter(({ path }) => TEXTS.test(path));
  return [...files, ...(await Promise.all(texts.map(both))).flat()];
}
