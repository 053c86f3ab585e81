// One open document's talk with the server: keep on the device, send, and do as the answer says.
import { slice } from "./slices.js";
import { missingFrom, unsentNotes, unsentWords } from "./unsent.js";

const NEVER = new Set(["refused_steps", "unknown_member", "too_large", "invalid"]);
const AGAIN = new Set(["not_saved", "too_many", "network"]);
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const PATIENCE = 3; // answers that bring nothing new before the server's whole text is taken

const jsons = new WeakMap();
function json(value) {
  if (!jsons.has(value)) jsons.set(value, value.toJSON());
  return jsons.get(value);
}

export class Exchange {
  #kept = { count: 0 }; // what the device holds: {client, revision, count}
  #flushing = false;
  #again = false;
  #wait = FIRST_WAIT;
  #fruitless = 0;
  #queue = []; // what waits for the end of a composition
  #closed = false;
  #forsaken = null; // the id whose steps are being handed in: its record stays until that is on the device
  #known = 0; // the newest version that the server is known to have
  #asked = 0; // the one for which the whole text was asked for
  #adrift = false; // what is here fits no steps any more, and the server's whole text was asked for

  /**
   * `room` is the Sync it belongs to. A `passing` one, of a stored outbox, closes when all of it is sent. `known` is the
   * version that the page came with, when the document begins with an older one.
   */
  constructor({ document, room, passing = false, known = 0, owner = room.owner }) {
    this.owner = owner;
    this.#known = known;
    this.document = document;
    this.room = room;
    this.passing = passing;
    this.sent = null;
    this.unlisten = document.listen(({ type, local }) => {
      if (type === "changed" && local) this.flush();
      if (type === "released") this.#release();
    });
  }

  get waits() {
    return this.document.unconfirmed.length > 0;
  }

  /** Keep what is unconfirmed, then send what is kept. Harmless to call at any time. */
  async flush() {
    this.#again = true;
    if (this.#flushing) return;
    this.#flushing = true;
    while (this.#again) {
      this.#again = false;
      await this.#keep();
      this.#send();
    }
    this.#catchUp();
    this.#flushing = false;
    this.room.changed(this);
  }

  async #keep() {
    const { client, revision, unconfirmed, version, base, lent, returns, comebacks, composed, name, inherited } = this.document;
    const count = unconfirmed.length;
    const kept = this.#kept;
    if (kept.client === client && kept.revision === revision && kept.count === count) return;
    const words = unsentWords(this.document); // for people, and for a page that can no longer read the steps
    const steps = unconfirmed.map(json);
    const stands = { client, document: name, version, base: json(base), steps, lent, returns, comebacks, composed, inherited };
    const former = kept.count ? kept.client : null; // goes in one act with the new one: the two would send the text twice
    if (count) await this.room.keep({ ...stands, words, owner: this.owner }, former === client ? null : former);
    else if (former) await this.room.drop(former, this.passing ? null : this.document);
    this.#kept = client === this.#forsaken ? { count: 0 } : { client, revision, count };
  }

  /** Nothing of our own is in the way of what the server is known to have. */
  #catchUp() {
    const { name, version } = this.document;
    if (this.waits || this.passing || this.#adrift || !this.room.mayTalk) return;
    if (version >= this.#known || this.#asked === this.#known) return;
    this.#asked = this.#known;
    this.room.askWhole(name);
  }

  #send() {
    const { client, revision, unconfirmed, version, name, inherited } = this.document;
    if (this.sent || this.#adrift || !this.room.mayTalk) return;
    if (this.#kept.client !== client || this.#kept.revision !== revision) return (this.#again = true);
    const steps = slice(unconfirmed.slice(0, Math.min(this.#kept.count, inherited || Infinity)).map(json));
    if (!steps.length) return;
    this.sent = { id: this.room.makeId(), version, count: steps.length };
    this.room.send({ type: "steps", id: this.sent.id, document: name, version, client, steps });
  }

  /**
   * The connection is lost, or everything was just caught up: what was sent is sent again, which is harmless. What waits for
   * the end of a word waits on: the room's version counts it as heard, so nobody would send it again.
   */
  cut() {
    this.sent = null;
    this.#asked = 0;
  }

  /** Steps that fall on a word that is being composed wait for its end, and all that comes after waits behind them. */
  #inTurn(turn) {
    const { from = 0, steps = [], clients = [] } = turn;
    if (this.#queue.length || this.document.mustWait(from, steps, clients)) this.#queue.push(turn);
    else turn.act();
  }

  #release() {
    for (const turn of this.#queue.splice(0)) this.#inTurn(turn);
  }

  /** An answer of the server to what was sent. */
  answer(frame) {
    const { steps, clients } = frame;
    this.#inTurn({ from: this.sent?.version, steps, clients, act: () => this.#answer(frame) });
  }

  #answer(frame) {
    if (!this.sent || frame.id !== this.sent.id) return;
    const { version, count } = this.sent;
    this.sent = null;
    if (frame.type === "refused") return this.#refused(frame.problem ?? {});
    if (frame.type === "taken") this.#take(() => this.document.confirm(version + count));
    else this.#take(() => this.document.receive(version, frame.steps ?? [], frame.clients ?? []));
    this.#fruitless = this.document.version > version ? 0 : this.#fruitless + 1;
    if (this.#fruitless >= PATIENCE) this.startAfresh();
  }

  #take(act) {
    if (this.#adrift) return;
    try {
      act();
      this.#wait = FIRST_WAIT;
      this.flush();
    } catch (error) {
      console.error(error);
      this.startAfresh();
    }
  }

  #refused(problem) {
    const { type } = problem;
    if (type === "closed") this.room.tell({ type: "closed" });
    if (type === "closed") this.handIn();
    else if (type === "name_taken") this.#rename();
    else if (NEVER.has(type)) this.startAfresh();
    else if (AGAIN.has(type)) this.#later();
    else this.room.refused(problem);
  }

  /** Something else was sent under this id: all that waits goes under a new one, when it stands so on the device. */
  #rename() {
    this.document.rename();
    this.flush();
  }

  #later() {
    this.room.clock.after(this.#wait, () => this.flush());
    this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
  }

  /** Committed steps that start from version `from`; when some before them are missing, the whole text is asked for. */
  steps(from, steps, clients) {
    const act = () =>
      this.#take(() => {
        if (this.document.receive(from, steps, clients) === "gap") this.room.askWhole(this.document.name);
      });
    this.#inTurn({ from, steps, clients, act });
  }

  /**
   * The server's whole text, a node. With own steps waiting they are sent as they are: the answer says which of them
   * were taken, and brings the steps that a whole text hides.
   */
  whole(version, doc) {
    const { document } = this;
    this.#known = Math.max(this.#known, version);
    if (this.#adrift) {
      this.#adrift = false;
      if (version === document.version && doc.eq(document.base)) this.flush();
      else this.#abandon(unsentNotes(document), () => document.take(doc, version));
    } else if (version > document.version && !this.waits) {
      document.take(doc, version, { goesOn: true });
      this.flush();
    }
  }

  /** The text of a server restored from a copy: what was written here and is not in it is handed in. */
  restored(version, doc) {
    this.#known = version;
    this.#queue = [];
    this.#abandon(missingFrom(this.document, doc), () => this.document.take(doc, version));
  }

  /**
   * Goes on with what another tab of this device left: `record` of its outbox. False when its text does not fit here, or
   * what the server has said since would be forgotten with it.
   */
  adopt(record) {
    const { document, room } = this;
    if (this.sent || this.#adrift || this.#kept.count || (room.online && record.version < document.version)) return false;
    if (!document.adopt(record)) return false;
    this.#known = Math.max(this.#known, record.version);
    this.flush();
    return true;
  }

  /** Take the server's text and hand the own unsent text in beside it. */
  handIn() {
    return this.#abandon(unsentNotes(this.document), () => this.document.giveUp());
  }

  /** Nothing fits any more: hand in, and ask for the whole text until it comes. */
  startAfresh() {
    this.#adrift = true;
    this.handIn();
    this.#ask();
  }

  #ask() {
    if (!this.#adrift || this.#closed) return;
    this.room.askWhole(this.document.name);
    this.room.clock.after(LONGEST_WAIT, () => this.#ask());
  }

  async #abandon(notes, giveUp) {
    const { name, version, client } = this.document;
    this.sent = null;
    this.#fruitless = 0;
    this.#forsaken = client;
    this.#kept = { count: 0 };
    giveUp();
    if (notes) await this.room.handIn({ client, document: name, version, doc: notes.toJSON(), owner: this.owner });
    await this.room.outbox.drop(client);
    this.flush();
  }

  close() {
    this.#closed = true;
    this.unlisten();
  }
}
