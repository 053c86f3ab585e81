// The room page's own things: its element, its words, and the news that something on it has been put anew.
export const board = document.getElementById("main");
export const words = document.getElementById("board-words")?.dataset; // a visit's page has words of its own
export const { room, seat } = board.dataset;

const mark = JSON.parse(document.body.getAttribute("hx-headers:inherited"));

export const say = (text, more) => document.dispatchEvent(new CustomEvent("samtavle:say", { detail: { text, ...more } }));

export const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");

/** Hands over what may wait for the net; true when it was taken, and will be on the device in a moment. */
export function hand(act) {
  return !document.dispatchEvent(new CustomEvent("samtavle:act", { detail: act, cancelable: true }));
}

/** A write outside of htmx; resolves to the response, or to null when there is no contact. */
export function post(address, body = {}) {
  const headers = { ...mark, "Content-Type": "application/json" };
  return fetch(address, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
}

/** Calls back now and whenever a live part, an answer of htmx or another dialogue has changed the page. */
export function whenever(act) {
  for (const event of ["samtavle:part", "htmx:after:swap", "samtavle:dialogue"]) document.addEventListener(event, act);
  act();
}
