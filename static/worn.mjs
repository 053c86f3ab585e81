// Styles as a page wears them: media named once are put in, and rules that none of its sources can ask for fall away.
import { Features, transform } from "lightningcss";

const camel = (name) => name.replace(/^data-/, "").replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const NAME = /(?<![\w-])--[a-z_][\w-]*/gi;
const wordsIn = (text) => text.match(/[\w-]+/g) ?? [];

/** lightningcss tells an absent part as null and does not take it back. */
const withoutNulls = (rule) => JSON.parse(JSON.stringify(rule, (_, value) => value ?? undefined));

/** What templates and scripts alone give: that the server has such a word (of a log, say) does not mean that a page has it. */
const NEVER_FROM_SERVER = new Set(["data-color"]);

const OFF = /"kind":"has".*("name":"(aria-)?disabled"|"kind":"disabled")/;

/** Rules that have a browser style a whole page anew for every button that goes on or off: they ask whatever stands above it. */
const wakesAll = (selector) =>
  OFF.test(JSON.stringify(selector)) || selector.some(({ kind }, at) => kind === "has" && (!at || selector[at - 1].type === "combinator"));

/** Which styles a page may need: its classes, the other words of its templates and scripts, and values that the server gives;
 *  a `calm` page does without those that wake all of it, since something on it goes on or off with each letter. */
export class Wardrobe {
  constructor({ classes, words, calm = false }, values) {
    Object.assign(this, { classes, words, calm, values });
  }

  #mayHave = (selector) => selector.every((part) => this.#mayBe(part)) && !(this.calm && wakesAll(selector));

  /** What an element must *not* be is no reason to leave a rule out, nor is what a browser sets by itself. */
  #mayBe(part) {
    if (part.type === "class") return this.classes.has(part.name);
    if (part.type === "type") return this.words.has(part.name);
    if (part.type === "attribute") return this.#mayCarry(part);
    if (part.type === "pseudo-class" && ["is", "where", "has"].includes(part.kind)) return part.selectors.some(this.#mayHave);
    return true;
  }

  #mayCarry({ name, operation }) {
    const known = [name, camel(name)].some((word) => this.words.has(word));
    const isGiven = (word) => this.words.has(word) || (!NEVER_FROM_SERVER.has(name) && this.values.has(word));
    return known && (operation?.operator !== "equal" || wordsIn(operation.value).every(isGiven));
  }

  #rule = ({ value }) => {
    const selectors = value.selectors.filter(this.#mayHave);
    if (!selectors.length) return [];
    if (selectors.length < value.selectors.length) return { type: "style", value: withoutNulls({ ...value, selectors }) };
  };

  /** `css` with what this page may need. */
  choose(css) {
    return this.#withoutUnread(this.#transform(css, { Rule: { style: this.#rule } }));
  }

  #transform(css, visitor = {}) {
    const { code } = transform({
      filename: "page.css",
      code: Buffer.from(css),
      minify: true,
      drafts: { customMedia: true },
      visitor,
      exclude: Features.Nesting | Features.MediaRangeSyntax | Features.LogicalProperties | Features.LightDark,
    });
    return code.toString();
  }

  /** Custom properties that nothing reads go, and those that only they read. */
  #withoutUnread(css) {
    const read = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
    const isRead = (name) => read.has(name) || this.words.has(name);
    const left = css.replace(/(?<=[{;])(--[\w-]+):(url\([^)]*\)|"[^"]*"|[^;{}"])*(;|(?=}))/g, (whole, name) => (isRead(name) ? whole : ""));
    return left === css ? this.#transform(this.#withShortNames(css)) : this.#withoutUnread(left);
  }

  /** Custom properties that only the sheet itself speaks of, the most frequent first: a third of it were their names. */
  #withShortNames(css) {
    const counts = new Map();
    for (const [name] of css.matchAll(NAME)) if (!this.words.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    const names = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one));
    const short = new Map(names.map((name, at) => [name, `--${at.toString(36)}`]));
    return css.replace(NAME, (name) => short.get(name) ?? name);
  }
}
