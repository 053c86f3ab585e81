// One participant's device on the real server: tabs with editors (no DOM) over the browser's own modules, storage that
// outlives them, and a net that can fail.
import { isDeepStrictEqual } from "node:util";
import { api } from "../../../static/js/text/api.js";
import { texts } from "../../../static/js/text/http.js";
import { newId } from "../../../static/js/text/ids.js";
import { Line } from "../../../static/js/text/line.js";
import { noteKeeping } from "../../../static/js/text/notes.js";
import { MemoryStorage } from "../../../static/js/text/storage.js";
import { Sync } from "../../../static/js/text/sync.js";
import { Composer } from "../model/composer.mjs";
import { mortal } from "../model/device.mjs";
import { lettersIn } from "../model/writing.mjs";
import { Net } from "./net.mjs";

const SLOWEST_DISK = 6; // milliseconds

export const asJson = (doc) => JSON.parse(JSON.stringify(doc));

/** Web Locks: a name is held by one living tab. */
class Locks {
  #held = new Map();

  of(tab) {
    return {
      request: async (name, _how, act) => {
        if (this.#held.get(name)?.lives) return act(null);
        this.#held.set(name, tab);
        return act({ name });
      },
    };
  }
}

class Tab {
  lives = true;
  documents = [];
  composers = [];

  constructor(device, board) {
    const living = () => this.lives;
    const { chance, net, room } = device;
    const clock = { now: device.clock.now, after: (ms, act) => device.clock.after(ms, () => this.lives && act()) };
    const { fetch } = mortal(living, net, ["fetch"]);
    const { live: url, WebSocket } = net;
    const quiet = { tell() {}, hear() {} };
    this.line = new Line({ url, WebSocket, call: api({ fetch }), clock, language: "nb", random: chance, ...quiet });
    this.sync = new Sync({
      room,
      owner: device.owner,
      version: board.version,
      epoch: board.epoch,
      stages: board.answers.map(({ dialogue, stage }) => ({ dialogue, stage, until: null })),
      storage: mortal(living, device.storage, ["put", "drop", "all"]),
      locks: device.locks.of(this),
      line: this.line,
      tell() {},
      makeId: device.makeId,
      clock,
    });
    this.device = device;
    this.board = board;
  }

  /** As entries/room.js does it. */
  async open() {
    await this.sync.recall();
    if (!this.lives) return;
    const { device, sync } = this;
    for (const answer of this.board.answers) {
      for (const { document: name, version, doc } of texts(answer)) {
        const composer = new Composer((...given) => device.act(...given));
        const plugins = [composer.plugin, noteKeeping({ makeId: device.makeId, lit: () => device.lit ?? null })];
        const document = sync.open({ name, dialogue: answer.dialogue, version, doc, plugins });
        composer.watch(document);
        this.documents.push(document);
        this.composers.push(composer);
      }
    }
    this.line.serve(sync);
    sync.resume();
  }

  get isSettled() {
    return this.documents.length > 0 && this.sync.online && !this.sync.status.waits;
  }

  end() {
    this.lives = false;
    this.line.close();
  }
}

export class Device {
  tabs = [];

  /** `name` is for people, `place` is `{origin, room}`, `tale` hears what is typed and deleted here, and `sockets` is whether they come through. */
  constructor({ name, place, bearer, chance, clock, tale, sockets }) {
    Object.assign(this, { name, room: place.room, chance, clock, tale });
    this.net = new Net({ origin: place.origin, bearer, chance, sockets, passed: (text) => this.#passed(text), heard: (text) => this.#happened(`hears ${text}`) });
    this.storage = new MemoryStorage({ delay: () => new Promise((resolve) => setTimeout(resolve, chance.below(SLOWEST_DISK))) });
    this.locks = new Locks();
    this.makeId = () => newId(chance.bytes);
    this.owner = this.makeId();
  }

  #happened(what) {
    this.tale.happened(this.name, what);
  }

  #passed(text) {
    this.tale.passed(text);
    this.#happened(`sends ${text}`);
  }

  /** Opens a tab with the server's page or, when that does not come, with the one that the device has kept. */
  async open() {
    const { status, body } = await api({ fetch: this.net.fetch })("GET", `/rooms/${this.room}/board`);
    if (status === 200) this.kept = body;
    if (!this.kept) return false;
    this.members = this.kept.room.members.map(({ id }) => id);
    const tab = new Tab(this, this.kept);
    this.tabs.push(tab);
    await tab.open();
    this.#happened(`opens a tab with ${tab.documents.map(({ client, version, state }) => `${client} at ${version}: ${state.doc}`)}`);
    return true;
  }

  /** The tab dies, and with it what is not on the device: only that. */
  crash(tab) {
    this.tabs = this.tabs.filter((other) => other !== tab);
    tab.end();
    const { outbox, late } = this.storage.shelves;
    const kept = JSON.stringify([...outbox.values(), ...late.values()].map((record) => ({ ...record, comebacks: null }))); // no text by itself
    const stored = lettersIn(kept);
    this.#happened(`loses a tab and keeps ${kept}`);
    for (const { state } of tab.documents) this.tale.crashed(lettersIn(state.doc.textContent), stored);
  }

  /** On the net again; what a tab left behind that is gone is for the next page to send. */
  async comeBack() {
    this.net.up = true;
    for (const { line, sync } of this.tabs) if (!sync.online) line.hurry();
    if (this.tabs.every(({ isSettled }) => isSettled) && this.#leftovers.length) this.tabs.slice().forEach((tab) => this.crash(tab));
    if (!this.tabs.length) await this.open();
  }

  get #leftovers() {
    const { outbox, late, kept } = this.storage.shelves;
    return [...outbox.values(), ...late.values(), ...kept.values()];
  }

  get documents() {
    return this.tabs.flatMap((tab) => tab.documents);
  }

  get composers() {
    return this.tabs.flatMap((tab) => tab.composers);
  }

  /** What still waits here, or is not on the net. */
  get unsettled() {
    const tabs = this.tabs.filter(({ isSettled }) => !isSettled);
    return [...tabs.map(({ sync }) => sync.status), ...this.#leftovers];
  }

  get texts() {
    return Object.fromEntries(this.documents.map(({ name, state }) => [name, asJson(state.doc)]));
  }

  /** Whether all texts here are `texts`. */
  holds(texts) {
    return this.documents.every(({ name, state }) => isDeepStrictEqual(asJson(state.doc), texts[name]));
  }

  end() {
    for (const tab of this.tabs) tab.end();
  }

  /** Do what a command does, and tell what its writer typed and knowingly removed. */
  act(document, command) {
    const before = lettersIn(document.state.doc.textContent);
    const done = command(document.state, (transaction) => document.dispatch(transaction));
    this.tale.wrote(before, lettersIn(document.state.doc.textContent));
    this.#happened(`writes in ${document.name} as ${document.client}: ${document.state.doc}`);
    return done;
  }
}
