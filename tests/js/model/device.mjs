// One participant's device: a page with editors (no DOM), storage that outlives the page, and a line that can fail.
import assert from "node:assert/strict";
import { newId } from "../../../static/js/text/ids.js";
import { noteKeeping } from "../../../static/js/text/notes.js";
import { MemoryStorage } from "../../../static/js/text/storage.js";
import { Sync } from "../../../static/js/text/sync.js";
import { Composer } from "./composer.mjs";
import { lettersIn } from "./writing.mjs";

export const letters = (doc) => new Set(lettersIn(doc.textContent));
const without = (some, others) => [...some].filter((letter) => !others.has(letter));

const free = { request: async (name, how, act) => act({ name }) }; // the locks of a page that is gone

/** The methods of `thing` for one page: a dead page calls nothing and hears nothing back. */
export function mortal(living, thing, names) {
  const call = (name) => (...given) => (living() ? thing[name](...given) : new Promise(() => {}));
  return Object.fromEntries(names.map((name) => [name, call(name)]));
}

export class Device {
  constructor({ authority, time, chance, rough = true }) {
    Object.assign(this, { authority, time, chance, rough });
    this.storage = new MemoryStorage({ delay: () => time.sleep(chance.below(8)) });
    this.makeId = () => newId(chance.bytes);
    this.members = ["gol", "gjesdal"];
    this.told = [];
    this.typed = new Set();
    this.deleted = new Set(); // letters that this device removed, having seen them, and did not bring back
    this.removed = new Set(); // all that it ever removed
    this.unkept = new Set(); // letters that a crash took before they were on the device
    this.life = 0;
    this.load({ anew: true });
  }

  /** A new page: the server's, or without net the one that this device kept when it last got one. */
  load({ offline = false, anew = false, locks = free } = {}) {
    const life = ++this.life;
    const living = () => life === this.life;
    if (!offline) this.page = this.authority.board();
    const { version, epoch, stages, answers } = this.page;
    const clock = { now: this.time.now, after: (ms, act) => this.time.after(ms, () => living() && act()) };
    const tell = (event) => {
      this.told.push(event);
      if (living() && event.online && !this.sync.restored && this.sync.epoch !== this.page.epoch) this.page = this.authority.board();
    };
    const storage = mortal(living, this.storage, ["put", "drop", "all"]);
    const line = mortal(living, this, ["send", "catchUp", "whole", "late"]);
    this.sync = new Sync({ room: "room", version, epoch, stages, storage, clock, tell, makeId: this.makeId, line, locks });
    this.documents = [];
    this.composers = [];
    const mount = () => living() && this.#mount(answers, offline);
    if (anew) mount();
    else this.sync.recall().then(mount);
  }

  #mount(answers, offline) {
    const composers = [];
    this.documents = answers.map(({ name, version: at, doc }) => {
      const composer = new Composer((document, command) => this.act(document, command));
      composers.push(composer);
      return this.sync.open({ name, dialogue: "dialogue", version: at, doc, plugins: [composer.plugin, ...this.plugins()] });
    });
    composers.forEach((composer, at) => composer.watch(this.documents[at]));
    this.composers = composers;
    this.sync.resume();
    if (!offline) this.connect();
  }

  plugins() {
    return [noteKeeping({ makeId: this.makeId, lit: () => this.lit ?? null })];
  }

  // The line: frames take time, may come twice or in another order, and are lost only with the connection.

  connect() {
    this.connection = { open: true, life: this.life };
    const { connection } = this;
    connection.hear = (frame) => this.#deliver(connection, frame, (given) => this.sync.receive(given));
    connection.hear(this.authority.hello());
    this.time.after(this.chance.below(30), () => this.#live(connection) && this.catchUp());
  }

  #live(connection) {
    return connection.open && connection.life === this.life;
  }

  #deliver(connection, frame, act) {
    const times = this.rough && this.chance() < 0.1 ? 2 : 1;
    const whole = JSON.parse(JSON.stringify(frame));
    for (let count = 0; count < times; count++) {
      connection.last = this.rough && this.chance() < 0.2 ? this.time.now() : Math.max(connection.last ?? 0, this.time.now());
      const at = connection.last + 1 + this.chance.below(20);
      if (!this.rough) connection.last = at;
      this.time.after(at - this.time.now(), () => this.#live(connection) && act(whole));
    }
  }

  catchUp() {
    const { connection } = this;
    const join = this.sync.joining;
    this.#deliver(connection, join, (asked) => connection.hear(this.authority.join(connection.hear, asked)));
  }

  send(frame) {
    const { connection } = this;
    if (connection?.open) this.#deliver(connection, frame, (given) => connection.hear(this.authority.take(given)));
  }

  async whole(name) {
    const { connection } = this;
    await this.time.sleep(5);
    if (connection && this.#live(connection)) this.sync.receive({ type: "whole", ...this.authority.whole(name) });
  }

  async late(name, body) {
    await this.time.sleep(this.chance.below(30));
    if (!this.connection?.open) return { type: "network" };
    const problem = this.authority.handIn(name, body);
    return this.chance() < 0.1 ? { type: "network" } : problem;
  }

  cut() {
    if (!this.connection?.open) return;
    this.connection.open = false;
    this.authority.joined.delete(this.connection.hear);
    this.sync.receive({ type: "cut" });
  }

  get visible() {
    return new Set(this.documents.flatMap(({ state }) => [...letters(state.doc)]));
  }

  /** Letters that the device's storage holds as text. */
  get stored() {
    const { outbox, late } = this.storage.shelves;
    return new Set(JSON.stringify([...outbox.values(), ...late.values()].map((record) => ({ ...record, comebacks: null }))));
  }

  /** Letters that a page without net should show: of each document what is unsent, else what was last seen of it. */
  get held() {
    const { outbox, texts } = this.storage.shelves;
    const unsent = [...outbox.values()];
    const seen = [...texts.values()].filter(({ document }) => !unsent.some((record) => record.document === document));
    return new Set(unsent.map(({ words }) => words).join("") + JSON.stringify(seen.map(({ doc }) => doc)));
  }

  /** The tab dies: what is not in storage by now is gone, and only that. */
  crash() {
    this.cut();
    const { stored } = this;
    const there = new Set([...this.authority.documents.values()].flatMap(({ doc }) => [...letters(doc)]));
    for (const letter of this.visible) {
      if (!stored.has(letter) && !there.has(letter)) this.unkept.add(letter);
      if (this.removed.has(letter)) this.deleted.add(letter); // its coming back may not be kept
    }
    this.life += 1;
  }

  /** Do what a command does, remembering what its writer knowingly removed. */
  act(document, command, { isUndoing = false } = {}) {
    const before = letters(document.state.doc);
    const done = command(document.state, (transaction) => document.dispatch(transaction));
    const after = letters(document.state.doc);
    const [gone, come] = [without(before, after), without(after, before)];
    if (isUndoing) this.#checkUndo(gone, come);
    for (const letter of gone) this.deleted.add(letter) && this.removed.add(letter);
    for (const letter of come) this.deleted.delete(letter) || this.typed.add(letter);
    return done;
  }

  /** An undo, or a redo, takes away only what this device put in, and brings back only what it took out. */
  #checkUndo(gone, come) {
    assert.deepEqual(without(gone, this.typed), [], "an undo takes away only own letters");
    assert.deepEqual(without(come, this.removed), [], "and brings back only what was taken out here");
    for (const letter of come) this.typed.add(letter);
  }
}

