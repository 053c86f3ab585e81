// Files packed beside themselves, as small as they get: done once here, so that no answer waits for it.
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TEXTS = /\.(css|js|svg|map|txt)$/;
const [small, older] = [promisify(brotliCompress), promisify(gzip)];

const BLOCKS = [16, 17, 18, 20]; // which of them packs best, no rule tells

async function smallest(text) {
  const found = await Promise.all(
    BLOCKS.map((block) =>
      small(text, {
        params: {
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
