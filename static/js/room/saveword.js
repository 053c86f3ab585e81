// The one word about the text: saved, sending, only here, offline or read-only. Quiet while all is well.
import { announce } from "./announce.js";

const PAUSES = { saving: 700, local: 1_500, unkept: 1_500, offline: 4_000, restarting: 1_500 }; // what passes sooner is not worth a word
const SENTENCES = { saving: "sending", local: "only_here" }; // keys of the words where they differ from the state
const WORTH_HEARING = new Set(["local", "unkept", "elsewhere", "closed", "left", "left_unsent", "outdated"]);

/**
 * What a `status` of Sync amounts to; `elsewhere` when another window holds some, `kept` when texts stay on this device, `late`
 * when some came in late, `restarting` when the server said that it will be back at once.
 */
export function stateOf({ waits, online, outdated, left, closed, restarting, elsewhere, kept, late, lasts = true }) {
  if (left) return waits ? "left_unsent" : "left";
  if (outdated) return "outdated";
  if (!online && waits && !lasts) return "unkept";
  if (!online && elsewhere && !waits) return "elsewhere";
  if (!online && restarting) return "restarting";
  if (waits) return online ? "saving" : "local";
  if (kept && (online || closed)) return "kept_here"; // not all is saved, whatever else is true
  if (closed) return late ? "late" : "closed";
  return online ? "saved" : "offline";
}

/** Shows states in `.save`, whose `[data-when]` children hold the sentences, else from `words`. */
export class SaveWord {
  #state = "saved";
  #coming = null;
  #timer = null;

  constructor(element, words) {
    Object.assign(this, { element, words });
    this.hurried = false; // a page that was opened without net says so at once
    element?.removeAttribute("role"); // as a live region it would speak at every word that is typed
  }

  show(state) {
    if (state === this.#coming) return;
    clearTimeout(this.#timer);
    this.#coming = state;
    if (state === this.#state) return;
    this.#timer = setTimeout(() => this.#set(state), this.hurried ? 0 : (PAUSES[state] ?? 0));
  }

  #set(state) {
    const before = this.#state;
    this.#state = state;
    const sentence = this.words[SENTENCES[state] ?? state];
    this.#write(state, sentence);
    if (WORTH_HEARING.has(state) || (state === "saved" && before === "local")) announce(sentence ?? this.element?.querySelector(`[data-when="${state}"]`)?.textContent);
  }

  #write(state, sentence) {
    const { element } = this;
    if (!element?.querySelector("[data-when]")) return; // somebody who only looks has another word there
    if (element.querySelector(`[data-when="${state}"]`) || !sentence) {
      element.querySelector("[data-said]")?.remove();
      element.dataset.state = state;
      return;
    }
    let said = element.querySelector("[data-said]");
    if (!said) element.append((said = Object.assign(document.createElement("span"), { className: "save-said" })));
    said.dataset.said = "";
    const [first, ...more] = sentence.split(/(?<=\.) /); // a phone has room for the first sentence
    said.replaceChildren(first, Object.assign(document.createElement("span"), { className: "save-more", textContent: more.map((each) => ` ${each}`).join("") }));
    element.dataset.state = state;
  }
}
