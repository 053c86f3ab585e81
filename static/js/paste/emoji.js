// An emoji that is an image is its sign, or else its words.
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
const SAID = ["alt", "data-emoji-fallback", "data-emoji", "data-plain-text", "data-unicode", "data-text", "title", "aria-label", "data-stringify-emoji"];
const CODED = ["itemid", "data-emoji-id", "data-codepoint", "data-unicode", "data-code", "goomoji", "src"];
const CODE = /(?:^|\/)(?:u\+?)?([0-9a-f]{4,6}(?:[-_ ](?:u\+?)?[0-9a-f]{2,6})*)(?=[_.?-]|$)/i;

const values = (image, names) => names.map((name) => image.getAttribute(name) ?? "");
const isOne = ({ attributes }) => [...attributes].some(({ name, value }) => !["alt", "title", "style"].includes(name) && /moji|emoticon/i.test(name + value));

/** The sign that an address or a name of an image is made of: 1f600_grinningface. */
function decoded(image) {
  for (const value of values(image, CODED)) {
    const points = (CODE.exec(value)?.[1] ?? "").split(/[-_ ]/).map((each) => parseInt(each.replace(/^u\+?/i, ""), 16));
    const sign = points.every((each) => each < 0x110000) ? String.fromCodePoint(...points) : "";
    if (EMOJI.test(sign)) return sign;
  }
}

export function sayEmoji(root) {
  for (const image of root.querySelectorAll("img, [role=img][aria-label]")) {
    if (image.textContent.trim()) continue;
    const said = values(image, SAID).filter((each) => each && each.length < 40);
    const sign = said.find((each) => EMOJI.test(each)) ?? (isOne(image) ? (decoded(image) ?? said[0]) : null);
    if (sign) image.replaceWith(sign);
  }
}
