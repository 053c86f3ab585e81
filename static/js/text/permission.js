// Whether one may write here and now: the right to it, the dialogue's stage, and this page's own fitness. The server decides;
// this only spares people writing in vain.
import { Stages } from "./stages.js";

const FAR = 2 ** 31 - 1; // the longest that a timer can wait

export class Permission {
  #stages = new Stages();
  #ahead = 0; // how far this device's clock is ahead of the server's, in ms
  #cancel = () => {};

  /** `may` lists the acts of this asker in the room; `changed()` is called when a stage ends by itself. */
  constructor({ clock, may, stages, changed }) {
    Object.assign(this, { clock, may, changed });
    this.outdated = false; // the server has a newer schema than this page
    this.left = false;
    this.set(stages);
  }

  /** The server's time, ISO. */
  tellTime(now) {
    if (now) this.#ahead = this.clock.now() - Date.parse(now);
  }

  get #now() {
    return this.clock.now() - this.#ahead;
  }

  set(stages = [], may = this.may) {
    this.may = may;
    this.#stages.set(stages);
    this.#watch();
  }

  #watch() {
    this.#cancel();
    const wait = this.#stages.nextClosing(this.#now) - this.#now;
    if (wait === Infinity) return;
    this.#cancel = this.clock.after(Math.min(wait, FAR), () => {
      this.#watch();
      this.changed();
    });
  }

  toWriteIn(dialogue) {
    return !this.outdated && !this.left && this.#stages.isOpen(dialogue, this.#now, this.may);
  }

  /** Whether anybody with a seat may write in one of `dialogues`. */
  isAnyOpen(dialogues) {
    return dialogues.some((dialogue) => this.#stages.isOpen(dialogue, this.#now, ["write"]));
  }
}
