// What is done besides writing in a field and may wait for the net: a note sent into it, and what the room says of an answer.
import { problemOf } from "./api.js";
import { Queue } from "./queue.js";

const NOTE = "note";
const STATE = "state";

/**
 * A record is `{kind: "note", client_id, answer, prompt, text, member}` or `{kind: "state", client_id, answer, state}`.
 * Both are recognised by their client_id when they are sent again.
 */
export class Acts extends Queue {
  /** `call` is the API; `late` takes notes that came after closing; `tell` gets `acts`, `act_sent`, `act_closed`, `kept_here`. */
  constructor({ room, owner, storage, clock, call, late, tell }) {
    super({ shelf: "acts", room, storage, clock, send: (record) => this.#send(record), settled: (...how) => this.#done(...how) });
    Object.assign(this, { owner, call, late, tell });
  }

  async load() {
    await super.load();
    this.#told();
  }

  /** Of what the room says of an answer only the last counts. */
  async add(record) {
    const former = this.waiting.filter(({ kind, answer }) => kind === STATE && kind === record.kind && answer === record.answer);
    const adding = super.add({ ...record, owner: this.owner });
    this.#told();
    for (const each of former) await this.drop(each);
    return adding;
  }

  #told() {
    this.tell({ type: "acts", waiting: this.waiting.filter((record) => this.#isOwn(record)) });
  }

  #isOwn({ owner }) {
    return owner === this.owner;
  }

  async #send(record) {
    const { kind, client_id, answer, prompt, text, member, state } = record;
    if (!this.#isOwn(record)) return { type: "closed" }; // somebody's who used this device before: not in our name
    if (kind === NOTE) return problemOf(await this.call("POST", `/rooms/${this.room}/notes`, { prompt, text, member, client_id }));
    return problemOf(await this.call("PUT", `/answers/${answer}`, { state, client_id }));
  }

  async #done(record, problem) {
    if (problem && record.kind === NOTE) await this.#keepNote(record, problem);
    else if (this.#isOwn(record)) this.tell({ ...record, type: problem ? "act_closed" : "act_sent" });
    this.#told();
  }

  /** A note that came too late is handed in beside the answer; one that is refused stays to be copied. */
  async #keepNote(record, { type }) {
    const { client_id, answer, text, owner } = record;
    if (type === "closed") return this.late.add({ client_id, document: answer, version: 0, text, owner });
    await this.storage.put("kept", record).catch(() => {});
    this.tell({ type: "kept_here" });
  }
}
