// The fonts that reports are set in, as typst reads them: Inter whole, Arabic and Hebrew, and one that has a letter for
// nearly everything else; and which letters there are, since a PDF that is to be kept may hold no others.
import { readFile } from "node:fs/promises";
import { convert } from "fontverter";
import * as hb from "harfbuzzjs";

const PACKAGES = {
  "Inter-Regular": "inter-ui/web/Inter-Regular.woff2",
  "Inter-Italic": "inter-ui/web/Inter-Italic.woff2",
  "Inter-SemiBold": "inter-ui/web/Inter-SemiBold.woff2",
  "Inter-SemiBoldItalic": "inter-ui/web/Inter-SemiBoldItalic.woff2",
  "NotoSansArabic": "@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2",
  "NotoSansHebrew": "@fontsource-variable/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-wght-normal.woff2",
  "UnifontEX": "@fontsource/unifontex/files/unifontex-latin-400-normal.woff2",
};
const modules = new URL("../node_modules/", import.meta.url);

async function drawn([name, file]) {
  return { name: `${name}.ttf`, contents: Buffer.from(await convert(await readFile(new URL(file, modules)), "truetype")) };
}

function codes({ contents }) {
  return [...new hb.Face(new hb.Blob(contents)).collectUnicodes()];
}

/** What no report may hold: private letters mean nothing to whoever reads the file later, and PDF/A forbids them; a control
 *  is no letter, though a font may draw one. */
function isNone(code) {
  const isControl = (code < 0x20 && code !== 0x09 && code !== 0x0a) || (code >= 0x7f && code < 0xa0);
  return isControl || (code >= 0xd800 && code <= 0xf8ff) || code >= 0xf0000 || (code & 0xfffe) === 0xfffe;
}

function ranges(all) {
  const found = [];
  for (const code of all) {
    const last = found.at(-1);
    if (last && last[1] === code - 1) last[1] = code;
    else found.push([code, code]);
  }
  return found;
}

export async function paperFonts() {
  const fonts = await Promise.all(Object.entries(PACKAGES).map(drawn));
  const known = [...new Set(fonts.flatMap(codes))].filter((code) => !isNone(code)).sort((one, other) => one - other);
  return [...fonts, { name: "letters.json", contents: `${JSON.stringify(ranges(known))}\n` }];
}
