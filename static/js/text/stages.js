// When a dialogue may be written in. The server decides; this only spares people writing in vain.
const WRITABLE = new Set(["open", "closing"]);

export class Stages {
  #stages = new Map();

  /** `[{dialogue, stage, until, may?}]`: `may` is what those with a seat may do in this stage. */
  set(stages) {
    for (const { dialogue, ...rest } of stages) this.#stages.set(dialogue, rest);
  }

  /** Whether writing is open at `now` (ms of the server's clock), for one who `may` do these acts. */
  isOpen(dialogue, now, may) {
    const found = this.#stages.get(dialogue);
    if (!may.includes("write") || (found?.may && !found.may.includes("write"))) return false;
    if (!found) return true;
    return WRITABLE.has(found.stage) && (found.stage === "open" || !found.until || now < Date.parse(found.until));
  }

  /** The next time (ms of the server's clock) at which something closes by itself; Infinity when nothing does. */
  nextClosing(now) {
    const times = [...this.#stages.values()].filter(({ stage }) => stage === "closing").map(({ until }) => Date.parse(until));
    return Math.min(...times.filter((time) => time > now), Infinity);
  }
}
