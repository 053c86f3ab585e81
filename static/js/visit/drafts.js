// What is typed and not sent in, by group and question: on the device at once, and nobody else's. A visit's page alone has it.
const keyOf = (room) => `samtavle-visit-${room}`;

export class Drafts {
  #texts = new Map();

  /** Of whoever used this device before `owner` nothing is shown. */
  constructor({ room, owner, storage = localStorage }) {
    Object.assign(this, { key: keyOf(room), owner, storage });
    const kept = this.#read();
    if (kept?.owner === owner) this.#texts = new Map(Object.entries(kept.texts));
    else if (kept) this.#write();
  }

  #read() {
    try {
      return JSON.parse(this.storage.getItem(this.key));
    } catch {
      return null;
    }
  }

  /** Whether it outlives the page. */
  #write() {
    try {
      if (this.#texts.size) this.storage.setItem(this.key, JSON.stringify({ owner: this.owner, texts: Object.fromEntries(this.#texts) }));
      else this.storage.removeItem(this.key);
      return true;
    } catch {
      return false;
    }
  }

  get(group, prompt) {
    return this.#texts.get(`${group}/${prompt}`) ?? "";
  }

  set(group, prompt, text) {
    if (text.trim()) this.#texts.set(`${group}/${prompt}`, text);
    else this.#texts.delete(`${group}/${prompt}`);
    return this.#write();
  }

  /** `[prompt, text]` of one group. */
  of(group) {
    const own = [...this.#texts].filter(([key]) => key.startsWith(`${group}/`));
    return own.map(([key, text]) => [key.slice(group.length + 1), text]);
  }

  get all() {
    return [...this.#texts.values()];
  }
}
