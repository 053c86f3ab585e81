// Signs that steer machines or cannot be seen, and would stand in a text as boxes or part its words for a search; halves of
// signs, and what is none. What joins an emoji, or letters of a script that needs it, stays.
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u2060-\u2064\ufeff\ufff9-\ufffc\ufffe\uffff\p{Cs}]/gu;
const JOINS = /\p{M}|\p{Emoji_Modifier}|\p{Extended_Pictographic}|[\p{sc=Arab}\p{sc=Syrc}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Mong}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/u;
const UNSPACED = /[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u; // scripts that write where a line may break
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const FLAGS = /\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}|[\u{e0000}-\u{e007f}]/gu; // a flag says its land in signs of its own
const LIGATURES = /[\ufb00-\ufb06]/g; // as printed books and PDFs set them

const before = (text, at) => String.fromCodePoint(...[...text.slice(Math.max(0, at - 2), at)].slice(-1).map((sign) => sign.codePointAt(0)));

const joined = (sign, at, text) => (JOINS.test(before(text, at)) ? sign : "");
const parted = (sign, at, text) => (UNSPACED.test(before(text, at)) ? sign : "");

export function withoutControls(text) {
  const seen = text
    .replace(CONTROLS, "")
    .replace(FLAGS, (found) => (found.length > 2 ? found : ""))
    .replace(/[\u200c\u200d]/g, joined)
    .replace(/\u200b/g, parted)
    .replace(LIGATURES, (found) => found.normalize("NFKC"));
  return RIGHT_TO_LEFT.test(seen) ? seen : seen.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
}
