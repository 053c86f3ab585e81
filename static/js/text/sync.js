// The text of one room, kept in step with the server: documents, versions, epoch. It knows no socket and no page.
import { Carried } from "./carried.js";
import { OpenDocument } from "./document.js";
import { Exchange } from "./exchange.js";
import { lateId, newId } from "./ids.js";
import { LateQueue } from "./late.js";
import { Outbox } from "./outbox.js";
import { Permission } from "./permission.js";
import { number, schema } from "./schema.js";
import { Texts } from "./texts.js";
import { unsentWords } from "./unsent.js";

const PATIENCE = 10_000; // how long an answer to a question or to steps may take before it is asked again
const RESTART = 1012;
const TOLD = new Set(["put_back", "too_large"]);

export class Sync {
  #exchanges = new Set();
  #dialogues = new Map();
  #left = []; // stored outboxes that no editor has begun with yet
  #asked = null;
  #seen = 0;
  #carried = new Carried();

  /**
   * `line` is the way to the server: `send(frame)`, `catchUp()`, `whole(document)`, and `late(document, body)`, which
   * resolves to a problem or null. `tell(event)` hears `status`, `closed`, `put_back`, `too_large`, `kept_late`, `kept_here`.
   * `remembers` is whether a page can open without net, and will want the text as it was last seen.
   * `owner` is whose session this is: what another left on the device is never shown.
   */
  constructor({ room, owner = "", version, epoch, line, storage, locks, clock, tell, makeId = newId, may = ["write"], stages = [], remembers = true }) {
    Object.assign(this, { room, owner, version, epoch, line, clock, tell, makeId });
    this.resumes = Boolean(locks); // two tabs under one stored id would take each other's steps for their own
    this.online = false;
    this.restored = false; // the server was, from a copy, and its texts have not come yet
    this.restarting = false;
    this.elsewhere = false;
    this.permission = new Permission({ clock, may, stages, changed: () => this.#allowAll() });
    this.outbox = new Outbox({ room, storage, clock, locks, freed: () => this.#passLeft().then(() => this.lookElsewhere()) });
    const settled = (event) => {
      tell(event);
      this.#status(); // one text less that waits
    };
    this.late = new LateQueue({ room, owner, storage, clock, tell: settled, post: (document, body) => line.late(document, body) });
    this.texts = new Texts({ room, owner, storage, clock, remembers });
  }

  // What is open

  /**
   * Reads what earlier pages of this device left: unsent steps, and the text as they last saw it. What is opened after
   * that begins with both; what is opened before gets both as soon as they are here, unless somebody has written in it.
   */
  async recall() {
    const [left] = await Promise.all([this.outbox.orphans(), this.texts.load()]);
    this.#left.push(...left);
    await this.lookElsewhere();
    if (!this.#exchanges.size) return;
    await this.#passLeft();
    for (const exchange of this.#exchanges) this.#renew(exchange);
  }

  /** What another living tab has written and not sent is seen there only: without net this page says so. */
  async lookElsewhere() {
    this.elsewhere = await this.outbox.isElsewhere();
    this.#status();
  }

  /** The text as this device last saw it, in a page that was opened before that was known. */
  #renew(exchange) {
    const { document, passing } = exchange;
    const { version, doc, comebacks } = this.texts.newest(document.name, document, this.epoch);
    if (passing || !doc) return;
    document.goOn({ doc: schema.nodeFromJSON(doc), comebacks });
    if (!this.online) exchange.whole(version, schema.nodeFromJSON(doc));
  }

  /** Opens a document of the page; `dialogue` is whose stage decides over it. Returns the OpenDocument. */
  open({ name, dialogue, version, doc, plugins, client }) {
    const page = { version, doc };
    const given = { name, plugins, client, makeId: this.makeId };
    const found = this.texts.newest(name, page, this.epoch);
    const document = this.#resumed(given) ?? new OpenDocument({ ...given, ...found });
    if (this.version > found.since) this.version = found.since;
    this.#dialogues.set(name, dialogue);
    this.#add(new Exchange({ document, room: this, known: version }));
    return document;
  }

  /** The document as a closed tab left it, its unsent text in it, to be written on in. */
  #resumed(given) {
    const record = this.resumes && this.#left.filter((each) => each.document === given.name && this.#isHere(each)).at(-1);
    if (!record) return null;
    this.#left.splice(this.#left.indexOf(record), 1);
    return this.#replayed(record, given.plugins);
  }

  /** Of this session and of this server: whatever another session left, and what a restored server lacks, is handed in. */
  #isHere({ owner = this.owner, epoch }) {
    return owner === this.owner && epoch === this.epoch;
  }

  /** The steps go exactly as they were stored, under the id that they were stored under. */
  #replayed(record, plugins) {
    const { client, document: name, version, base } = record;
    try {
      const document = new OpenDocument({ name, version, doc: base, client, plugins, makeId: this.makeId });
      document.replay(record);
      return document;
    } catch {
      this.#handInWords(record); // made with another schema than this page's
      return null;
    }
  }

  #add(exchange) {
    this.#exchanges.add(exchange);
    exchange.document.listen((event) => {
      if (event.type === "changed") {
        if (!exchange.passing && !this.restored) this.texts.note(exchange.document, this);
        this.#status();
      } else if (event.type === "torn") this.#carried.add(exchange.document.name, event);
      else if (TOLD.has(event.type)) this.tell({ ...event, document: exchange.document.name });
    });
    this.#allow(exchange);
    exchange.flush();
  }

  close(exchange) {
    exchange.close();
    this.#exchanges.delete(exchange);
  }

  /** Sends what an earlier page of this device left behind, a closed tab or a dead battery, and no editor has. */
  async resume() {
    await this.late.load();
    await this.#passLeft();
  }

  async #passLeft() {
    for (const record of [...this.#left.splice(0), ...(await this.outbox.orphans())]) this.#pass(record);
  }

  /** An editor that holds nothing of its own shows what was left; else it is sent beside it. */
  #pass(record) {
    const editor = this.#of(record.document).find(({ passing, waits }) => !passing && !waits);
    if (editor && this.resumes && this.#isHere(record) && editor.adopt(record)) return;
    const document = this.#replayed(record);
    if (!document) return;
    const exchange = new Exchange({ document, room: this, passing: true, owner: record.owner });
    this.#add(exchange);
    if (!this.#isHere(record)) exchange.handIn();
  }

  async #handInWords({ client, document, version, words, owner }) {
    if (words) await this.handIn({ client, document, version, text: words, owner });
    await this.outbox.drop(client);
  }

  #of(name) {
    return [...this.#exchanges].filter(({ document }) => document.name === name);
  }

  // What exchanges ask of the room

  get mayTalk() {
    const { outdated, left } = this.permission;
    return this.online && !this.restored && !outdated && !left;
  }

  send(frame) {
    this.line.send({ ...frame, schema: number, epoch: this.epoch });
    const { id } = frame;
    this.clock.after(PATIENCE, () => {
      if (this.online && [...this.#exchanges].some(({ sent }) => sent?.id === id)) this.catchUp();
    });
  }

  keep(record, former) {
    return this.outbox.keep({ ...record, epoch: this.epoch }, former).then(() => this.#status());
  }

  /** What the server takes no more goes beside the answer: `doc` or `text`, in the place of the outbox of `client`. */
  handIn({ client, ...record }) {
    const client_id = lateId(client, JSON.stringify(record.doc ?? record.text));
    return this.late.add({ ...record, client_id }, { outbox: client });
  }

  /** An outbox is done with. What was in it is seen in a page that opens without net before it is gone from there. */
  async drop(client, document) {
    if (document && !this.restored) await this.texts.keep(document, this);
    await this.outbox.drop(client);
  }

  catchUp() {
    if (this.#asked || !this.online) return;
    this.#asked = this.clock.after(PATIENCE, () => {
      this.#asked = null;
      this.catchUp();
    });
    this.line.catchUp();
  }

  /** What was asked has come, or never will. */
  #answered() {
    this.#asked?.();
    this.#asked = null;
  }

  askWhole(name) {
    this.line.whole(name);
  }

  /** A problem that concerns the whole room, not the steps. */
  refused({ type, epoch }) {
    if (type === "restored") this.#noticeEpoch(epoch);
    if (type === "not_joined" || type === "restored") return this.catchUp();
    if (type === "outdated_schema") this.permission.outdated = true;
    else this.permission.left = true;
    this.#allowAll();
  }

  changed(exchange) {
    this.#carried.look([...this.#exchanges].map(({ document }) => document));
    if (exchange.passing && !exchange.waits) this.close(exchange);
    this.#status();
  }

  // What the server says

  /** What to send as a join: what this device has. After a restore of the server, nothing. */
  get joining() {
    const { room, version, epoch, restored } = this;
    const documents = {};
    for (const { document } of this.#exchanges) {
      documents[document.name] = Math.min(document.version, documents[document.name] ?? Infinity);
    }
    return { room, ...(restored || version === null ? {} : { since: version, documents }), epoch };
  }

  receive(frame) {
    this[`on_${frame.type}`]?.(frame);
  }

  on_hello({ epoch, schema: theirs, now }) {
    this.permission.tellTime(now);
    this.#noticeEpoch(epoch);
    if (theirs !== undefined) this.permission.outdated = theirs !== number;
    this.#allowAll();
  }

  #noticeEpoch(epoch) {
    if (!epoch || epoch === this.epoch) return;
    this.epoch = epoch;
    this.restored = true;
  }

  on_joined(frame) {
    this.#answered();
    this.online = true;
    this.restarting = false;
    this.#passLeft(); // a tab may have been closed meanwhile
    for (const exchange of this.#exchanges) exchange.cut();
    this.on_changes(frame);
    this.#allowAll();
  }

  /** Everything that changed since this.version, or nothing but the word that this is too much to tell. */
  on_changes({ version, epoch, documents = [], gone = [], resync, stages, may }) {
    this.#noticeEpoch(epoch);
    this.permission.set(stages, may);
    this.#allowAll();
    this.version = resync ? null : (version ?? this.version);
    if (resync) this.#seen = 0;
    if (resync) return this.line.catchUp();
    if (this.permission.outdated) return;
    for (const each of documents) this.#entry(each);
    this.#drop(gone);
    if (this.restored) this.#dropUnknown(documents);
    this.restored = false;
    for (const exchange of this.#exchanges) exchange.flush();
    this.late.flush();
  }

  /** A server restored from a copy made before these were. */
  #dropUnknown(documents) {
    const known = new Set(documents.map(({ document }) => document));
    for (const exchange of this.#exchanges) if (!known.has(exchange.document.name)) this.#lose(exchange);
  }

  #lose(exchange) {
    exchange.document.writable = false;
    if (exchange.waits) exchange.handIn();
    this.close(exchange);
  }

  #entry({ document, version, steps, clients, doc }) {
    for (const exchange of this.#of(document)) {
      if (!doc) exchange.steps(version - steps.length, steps, clients);
      else if (this.restored) exchange.restored(version, schema.nodeFromJSON(doc));
      else exchange.whole(version, schema.nodeFromJSON(doc));
    }
  }

  /** The answer to line.whole(). */
  on_whole({ document, version, doc }) {
    for (const exchange of this.#of(document)) exchange.whole(version, schema.nodeFromJSON(doc));
  }

  on_steps({ document, version, steps, clients, room_version }) {
    if (this.restored || this.permission.outdated) return;
    this.#see(room_version);
    for (const exchange of this.#of(document)) exchange.steps(version - steps.length, steps, clients);
  }

  /** Frames may overtake each other where many processes serve a room, so only a whole catch-up moves this.version. */
  #see(version) {
    this.#seen = Math.max(this.#seen, version ?? 0);
  }

  on_taken(frame) {
    for (const exchange of this.#of(frame.document)) exchange.answer(frame);
  }

  on_stale(frame) {
    this.on_taken(frame);
  }

  on_refused(frame) {
    if (frame.document) this.on_taken(frame);
    else if (frame.problem && frame.problem.type !== "invalid") this.refused(frame.problem);
  }

  on_part({ room_version }) {
    this.#see(room_version);
  }

  #drop(ids) {
    for (const id of ids) for (const exchange of [...this.#of(id), ...this.#of(`${id}/summary`)]) this.#lose(exchange);
  }

  on_beat({ now, versions = {}, missed }) {
    this.permission.tellTime(now);
    if (missed || versions[this.room] > Math.max(this.#seen, this.version)) this.catchUp();
  }

  on_stage({ dialogue, stage, until, may }) {
    this.permission.set([{ dialogue, stage, until, may }]);
    this.#allowAll();
  }

  on_left() {
    this.permission.left = true;
    this.#allowAll();
  }

  /** The connection is lost; with code 1012 the server said that it will be back at once. */
  on_cut({ code }) {
    this.#answered();
    this.restarting = code === RESTART;
    this.online = false;
    for (const exchange of this.#exchanges) exchange.cut();
    this.lookElsewhere();
    this.#status();
  }

  // Who may write, and how it stands

  #allow({ document }) {
    const writable = this.permission.toWriteIn(this.#dialogues.get(document.name));
    if (document.writable === writable) return;
    document.writable = writable;
    document.touch();
  }

  #allowAll() {
    for (const exchange of this.#exchanges) this.#allow(exchange);
    this.#status();
  }

  get status() {
    const { online, restarting, permission } = this;
    const waits = [...this.#exchanges].some((exchange) => exchange.waits) || this.late.size > 0;
    const closed = this.#dialogues.size > 0 && !permission.isAnyOpen([...this.#dialogues.values()]);
    return { waits, online, restarting, closed, outdated: permission.outdated, left: permission.left, elsewhere: this.elsewhere, lasts: this.outbox.lasts };
  }

  /** What has not been sent, as plain texts; some of it may not even be on the device. */
  get unsent() {
    return [...this.#exchanges].map(({ document }) => unsentWords(document)).filter(Boolean);
  }

  #status() {
    this.tell({ type: "status", ...this.status });
  }
}
