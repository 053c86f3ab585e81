// What a page's HTML says of itself: whose it is, which room's, and the built files that it needs. No DOM: a worker has none.

const attribute = (html, tag, name) => html.match(new RegExp(`<${tag}\\b[^>]*?\\s${name}="([^"]*)"`))?.[1];

/**
 * `{owner, room, seat, book, language}` of a page of ours; `owner` is whose session the server made it for, "" when nobody's,
 * undefined when the page does not say: an error, or a page that a hotel's net put in the way.
 */
export const marksOf = (html) => ({
  owner: attribute(html, "body", "data-visitor"),
  room: attribute(html, "main", "data-room"),
  seat: attribute(html, "main", "data-seat"),
  book: attribute(html, "main", "data-book"),
  language: attribute(html, "html", "lang"),
});

/** Addresses of the built files that a page at `address` names, each once; no letters: a browser that shows ours has them for
 *  ever, and one that does without must not fetch them. */
export function assetsIn(text, address) {
  const named = [...text.matchAll(/\s(?:src|href)="([^"#\s]+)/g)].map(([, path]) => new URL(path, address));
  return [...new Set(named.filter(({ origin, pathname }) => origin === new URL(address).origin && /^\/static\/(?!.*\.woff2$)/.test(pathname)).map(({ pathname }) => pathname))];
}

/** The page as it is kept: it says of itself that it is a copy, and when it was made. */
export const asCopy = (html, now) => html.replace(/<html\b/, `<html data-copied="${new Date(now).toISOString()}"`);
