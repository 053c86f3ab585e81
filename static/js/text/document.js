// One open document: its state, the server's text below it, and the own steps that wait for the server.
import { collab, getVersion, receiveTransaction, sendableSteps } from "prosemirror-collab";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { Mapping, Step, StepMap } from "prosemirror-transform";
import "./steps.js";
import { Comebacks } from "./comebacks.js";
import { survivors } from "./fates.js";
import { newId } from "./ids.js";
import { insertedBy, mapsOf } from "./inserted.js";
import { RescuedRanges } from "./rescuedranges.js";
import { fits } from "./limits.js";
import { narrowed } from "./narrow.js";
import { SETTLED } from "./notes.js";
import { difference, sound } from "./pairs.js";
import { rescue } from "./rescue.js";
import { schema } from "./schema.js";
import { isUndoing, replaying, returned, returnsOf, undoing } from "./undo.js";
import { withWord, wordIn } from "./word.js";

const OWN = "own"; // what prosemirror-collab calls us; on the wire it is `client`, which may change
const TRAIL = 200; // confirmed steps whose maps are kept, so that a caret sent for an older version finds its place

export class OpenDocument {
  #listeners = new Set();
  #plugins;
  #trail = [];
  #rescuedRanges = new RescuedRanges();
  #comebacks = new Comebacks();

  /**
   * `name` is the document's id in the protocol, `doc` its JSON at `version`, and `client` the instance's own id.
   * `plugins` are the editor's; a document without an editor needs none. `makeId` makes ids for notes. `comebacks` is what an
   * earlier page of this device knew of composed words in this very text.
   */
  constructor({ name, version, doc, plugins = [], makeId = newId, client = makeId(), comebacks }) {
    this.name = name;
    this.makeId = makeId;
    this.inherited = 0; // the oldest own steps, which an earlier page made and may have sent under `client`
    this.writable = true;
    this.holds = () => false; // whether others' steps must wait a moment: asked with the own unconfirmed ones and the state
    this.word = () => null; // where a word stands that is composed or half sent, and must stay whole: asked with the same
    this.#plugins = plugins;
    this.#begin(schema.nodeFromJSON(doc), version, client);
    this.#comebacks = new Comebacks(comebacks);
  }

  #begin(doc, version, client, selection) {
    this.client = client;
    this.base = doc;
    this.revision = (this.revision ?? 0) + 1;
    this.#trail = [];
    this.#rescuedRanges = new RescuedRanges();
    this.#comebacks = new Comebacks();
    this.mine = new Set(); // ids of notes in which this instance wrote: what a restored server may lack
    const own = [undoing(), collab({ version, clientID: OWN }), new Plugin({ filterTransaction: (change) => this.#allows(change) })];
    this.state = EditorState.create({ doc, selection, plugins: [...this.#plugins, ...own] });
  }

  get version() {
    return getVersion(this.state);
  }

  /** Own steps that the server has not confirmed, oldest first. */
  get unconfirmed() {
    return sendableSteps(this.state)?.steps ?? [];
  }

  /**
   * `listener({type, …})`: `changing` before others' steps come in, `changed` (with `local`), `released`,
   * `put_back`, `too_large`, and `torn`, when others took `word`, ranges of the server's `doc`, out of a word being composed.
   * Returns what ends it.
   */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(event) {
    for (const listener of this.#listeners) listener(event);
  }

  #allows(change) {
    if (!change.docChanged || change.getMeta(SETTLED)) return true;
    if (!this.writable) return false;
    if (fits(change.before, change.doc)) return true;
    this.#tell({ type: "too_large" });
    return false;
  }

  /** Do a local change here and now. */
  dispatch(transaction) {
    const before = this.state;
    const { state, transactions } = before.applyTransaction(sound(before, isUndoing(transaction) ? transaction : narrowed(before, transaction)));
    this.state = state;
    const local = state.doc !== before.doc;
    if (local) this.#rememberMine();
    for (const { mapping } of transactions) this.#rescuedRanges.map(mapping);
    if (transactions.some(isUndoing)) this.#rescuedRanges.add(returned(this.state));
    this.#tell({ type: "changed", local });
  }

  #rememberMine() {
    const { $head } = this.state.selection;
    const { id } = $head.parent.attrs;
    if (id) this.mine.add(id);
  }

  /**
   * Take in committed steps that start from version `from`: `steps` in JSON, `clients` who made each. What is known
   * is skipped. Returns "known", "received", or "gap" when steps between are missing.
   */
  receive(from, steps, clients) {
    const known = this.version - from;
    if (known < 0) return "gap";
    if (known >= steps.length) return "known";
    this.#tell({ type: "changing" });
    const fresh = steps.slice(known).map((step) => Step.fromJSON(schema, step));
    const { client } = this;
    for (const { own, start, end } of runs(clients.slice(known), client)) {
      const part = fresh.slice(start, end);
      if (own && client === this.client) this.#confirm(part);
      else this.#rebase(part);
    }
    return "received";
  }

  /** Whether steps from version `from` had better wait until `released` is told: they fall on a word being composed. */
  mustWait(from, steps, clients) {
    const fresh = steps.slice(Math.max(0, this.version - from));
    if (!fresh.length || clients.at(-1) === this.client) return false;
    return this.holds(fresh.map((step) => Step.fromJSON(schema, step)), this.unconfirmed, this.state);
  }

  /** What had to wait may come now. */
  release() {
    this.#tell({ type: "released" });
  }

  /** The server took the oldest own steps, and `version` is the one after them. */
  confirm(version) {
    const count = version - this.version;
    if (count > 0) this.#confirm(this.unconfirmed.slice(0, count));
  }

  #confirm(steps) {
    const own = this.unconfirmed.slice(0, Math.min(sameUntil(this.unconfirmed, steps), this.inherited || Infinity));
    this.#advance(own);
    this.#comebacks.pass(mapsOf(own));
    this.#apply(receiveTransaction(this.state, own, Array(own.length).fill(OWN)));
    if (this.inherited) this.#disown(own.length);
    this.#rescuedRanges.confirm(new Mapping(mapsOf(own)), insertedBy(mapsOf(this.unconfirmed)));
    this.#rescuedRanges.add(returned(this.state));
    if (own.length === steps.length) return;
    if (this.unconfirmed.length) this.rename(); // the server has others under this id, which must not pass for ours
    this.#rebase(steps.slice(own.length));
  }

  /** What waits goes under another id: this one stands for something else on the server. */
  rename() {
    this.inherited = 0;
    this.client = this.makeId();
  }

  /**
   * Inherited steps are confirmed. What is new here goes under an id of its own: the earlier page may have sent more
   * under its id than its device kept, and the server would take ours for those.
   */
  #disown(count) {
    this.inherited -= count;
    if (!this.inherited) this.client = this.makeId();
  }

  #rebase(steps) {
    const before = this.state;
    const waiting = this.unconfirmed;
    const word = this.word(waiting, before);
    const sent = { doc: this.base, word: word && under(waiting, word) };
    const back = this.#comebacks.hear(steps, sent.doc, sent.word);
    this.#advance(steps);
    const change = receiveTransaction(before, steps, Array(steps.length).fill(null), { mapSelectionBackward: true });
    this.#apply(change.setMeta(SETTLED, true));
    if (waiting.length || word || back.length) this.#rescue({ before, waiting, change, steps, word, back, sent });
  }

  /**
   * A rebase may have dropped some of the inherited steps, and put their text back with steps of its own. These must not
   * come apart: whoever deleted the text between the two would put it back once more. So all that waits goes as one.
   */
  #inherit() {
    this.inherited = this.unconfirmed.length;
    if (!this.inherited) this.client = this.makeId();
  }

  #advance(steps) {
    for (const step of steps) {
      const { doc, failed } = step.apply(this.base);
      if (!doc) throw new Error(failed); // a committed step that does not fit
      this.base = doc;
      this.#trail.push(step.getMap());
    }
    this.#trail = this.#trail.slice(-TRAIL);
    this.revision += 1;
  }

  #apply(transaction) {
    this.state = this.state.apply(transaction);
    this.#tell({ type: "changed", local: false });
  }

  /** Text that the rebase lost stands again, as own steps on top of it. */
  #rescue({ sent, ...rebase }) {
    const { transaction, ownLost, isTorn } = rescue({ ...rebase, state: this.state, lent: this.#rescuedRanges, makeId: this.makeId });
    this.state = this.state.apply(transaction.setMeta(SETTLED, true));
    if (isTorn) this.#comebacks.leave();
    if (this.inherited) this.#inherit(); // before anybody hears of it and keeps it on the device
    if (!transaction.docChanged) return;
    this.#tell({ type: "changed", local: true });
    if (ownLost) this.#tell({ type: "put_back" });
    if (isTorn && sent.word.length) this.#tell({ type: "torn", ...sent });
  }

  /**
   * Take the server's whole text, a node; own steps are gone, so hand them in first. The instance gets a new id. `goesOn` is
   * whether it is the same text later, with all that was written here in it.
   */
  take(doc, version, { goesOn = false } = {}) {
    const { doc: old, selection } = this.state;
    const earlier = { doc: this.base, comebacks: this.comebacks };
    const changed = difference(old, doc)?.getMap() ?? StepMap.empty;
    const place = (pos) => doc.resolve(changed.map(pos));
    this.inherited = 0;
    this.#begin(doc, version, this.makeId(), TextSelection.between(place(selection.anchor), place(selection.head)));
    if (goesOn) this.goOn(earlier);
    this.#tell({ type: "changed", local: false });
  }

  /** Back to the server's text, without the own steps. */
  giveUp() {
    this.take(this.base, this.version);
  }

  /** What own rescues stand for, to be stored with the steps. */
  get lent() {
    return this.#rescuedRanges.pieces;
  }

  /** What is known of the letters of composed words that others took out, to be stored with the server's text. */
  get comebacks() {
    return this.#comebacks.stored;
  }

  /** What own undos brought back, to be stored with the steps. */
  get returns() {
    return returnsOf(this.state);
  }

  /** The word that was composed last, to be stored with the steps: the server may have the rest of it. */
  get composed() {
    return wordIn(this.state);
  }

  /** Own steps as they were stored, done again under the id that they were stored under; undo does not reach them. */
  replay({ steps, lent = [], returns = [], comebacks, composed, inherited }) {
    this.#rescuedRanges = new RescuedRanges(lent);
    this.#comebacks = new Comebacks(comebacks);
    this.inherited = inherited || steps.length;
    const change = replaying(this.state.tr.setMeta(SETTLED, true), returns);
    for (const step of steps) change.step(Step.fromJSON(schema, step));
    this.state = this.state.apply(withWord(change.setSelection(TextSelection.atEnd(change.doc)), composed));
  }

  /** Begins anew with what another tab stored, its steps in it; false when those cannot be done here. */
  adopt(record) {
    const { client, version, base, steps } = record;
    try {
      const doc = schema.nodeFromJSON(base);
      steps.reduce((now, step) => Step.fromJSON(schema, step).apply(now).doc, doc).check();
      this.#begin(doc, version, client);
    } catch {
      return false;
    }
    this.replay(record);
    this.#tell({ type: "changed", local: true });
    return true;
  }

  /** Goes on with what was known of composed words in an earlier `doc`; which steps have made this of it is not known. */
  goOn({ doc, comebacks }) {
    this.#comebacks = new Comebacks(comebacks);
    const since = difference(doc, this.base);
    if (since) this.#comebacks.pass(mapsOf([since]));
  }

  /** Say that something about the document, not its text, changed. */
  touch() {
    this.#tell({ type: "changed", local: false });
  }

  /** Where `pos` of version `version` is in the text as it stands here; null when that is not known. */
  placeNow(version, pos) {
    const back = this.version - version;
    if (back < 0 || back > this.#trail.length) return null;
    const since = this.#trail.slice(this.#trail.length - back);
    const place = new Mapping([...since, ...mapsOf(this.unconfirmed)]).map(pos, -1);
    return Math.min(place, this.state.doc.content.size);
  }
}

/** How many steps the two begin with alike. */
function sameUntil(own, theirs) {
  const differs = theirs.findIndex((step, at) => !own[at] || JSON.stringify(own[at]) !== JSON.stringify(step));
  return differs < 0 ? theirs.length : differs;
}

/** Where `ranges` of the state lie in the server's text, below the `waiting` steps. */
const under = (waiting, ranges) => survivors(new Mapping(mapsOf(waiting)).invert(), ranges);

/** `clients` in stretches of own and others' steps. */
function runs(clients, client) {
  const found = [];
  clients.forEach((name, at) => {
    const own = name === client;
    const last = found.at(-1);
    if (last?.own === own) last.end = at + 1;
    else found.push({ own, start: at, end: at + 1 });
  });
  return found;
}
