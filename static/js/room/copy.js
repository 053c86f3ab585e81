// The line above the questions of a page that was opened without net: first that it is a copy, then that all is well again.
import { announce } from "./announce.js";
import { isCopy, keepPage } from "./device.js";

export class CopyNotice {
  #state = null;

  /** `.copy-notice` holds [data-when] sentences: away, back, sent. The line keeps its place, so that nothing moves. */
  constructor(notices) {
    this.notices = [...notices];
    if (isCopy()) this.#set("away");
  }

  show({ online, waits }) {
    if (!this.#state || (this.#state === "away" && !online)) return;
    if (this.#state === "away") keepPage(); // what was kept is older than what the server has
    this.#set(online ? (waits ? "back" : "sent") : "away");
  }

  #set(state) {
    if (state === this.#state) return;
    this.#state = state;
    for (const notice of this.notices) notice.dataset.state = state;
    const shown = this.notices.find(({ offsetParent }) => offsetParent) ?? this.notices[0];
    announce(shown?.innerText.trim());
  }
}
