// The theme's css, made by Designsystemet's own theme tool from designsystemet.config.json (colours, type, radius).
import { readFile, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const at = (name) => fileURLToPath(new URL(name, import.meta.url));
const changed = (path) => stat(path).then((file) => file.mtimeMs, () => 0);

/** Paper is white whatever somebody chose for the screen: dark colours would print black on black. */
const darkOnScreensOnly = (css) =>
  css.replace(/@layer ds\.theme\.color-scheme\.dark \{[^]*?\n\}\n*(?=@layer)/, (dark) => `@media screen {\n${dark}}\n`);

/** Writes samtavle.css beside the config unless it is already newer; it takes a second or two, so not at every build. */
export async function buildTheme() {
  const [config, built] = [at("designsystemet.config.json"), at("samtavle.css")];
  if ((await changed(built)) > Math.max(await changed(config), await changed(fileURLToPath(import.meta.url)))) return;
  const { formatThemeCSS } = await import("@digdir/designsystemet");
  const { themes } = JSON.parse(await readFile(config, "utf8"));
  await writeFile(built, darkOnScreensOnly(await formatThemeCSS({ name: "samtavle", ...themes.samtavle })));
}
