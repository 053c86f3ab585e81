// The smallest server that keeps the promises of docs/api.md, sections 4 and 5: one room, in memory, no network.
import { Step } from "prosemirror-transform";
import { schema, number, unfit } from "../../../static/js/text/schema.js";
import { isBlank, paragraphs } from "../../../static/js/text/notes.js";

export const emptyDoc = () => schema.node("doc", null, [schema.node("paragraph")]);

const KINDS = new Set(["replace", "replaceAround", "addMark", "removeMark", "attr"]);

export class Authority {
  constructor(names) {
    this.room = "room";
    this.epoch = "epoch-1";
    this.version = 0;
    this.open = true;
    this.late = new Map();
    this.joined = new Set();
    this.seen = new Set(); // every letter that was ever committed
    this.documents = new Map(names.map((name) => [name, { name, doc: emptyDoc(), steps: [], clients: [], changed: 0 }]));
  }

  get stages() {
    return [{ dialogue: "dialogue", stage: this.open ? "open" : "closed", until: null }];
  }

  hello() {
    return { type: "hello", epoch: this.epoch, schema: number, heartbeat: 10 };
  }

  /** What a freshly loaded page holds. */
  board() {
    const answers = [...this.documents.values()].map(({ name, doc, steps }) => ({ name, doc: doc.toJSON(), version: steps.length }));
    return { version: this.version, epoch: this.epoch, stages: this.stages, answers };
  }

  join(listener, { since, epoch, documents = {} }) {
    this.joined.add(listener);
    const known = since !== undefined && epoch === this.epoch;
    if (since !== undefined && !known) return { type: "joined", room: this.room, version: this.version, epoch: this.epoch, resync: true };
    const newer = [...this.documents.values()].filter(({ changed }) => !known || changed > since);
    const answers = newer.map((document) => this.#missing(document, known ? documents[document.name] : undefined));
    const { version, epoch: now, stages } = this;
    return { type: "joined", room: this.room, version, epoch: now, stages, may: ["write"], documents: answers, gone: [] };
  }

  #missing({ name, doc, steps, clients }, from) {
    const version = steps.length;
    if (from === undefined) return { document: name, version, doc: doc.toJSON() };
    return { document: name, version, steps: steps.slice(from), clients: clients.slice(from) };
  }

  whole(name) {
    const { doc, steps } = this.documents.get(name);
    return { document: name, version: steps.length, doc: doc.toJSON() };
  }

  /** The answer to a `steps` frame; what was taken goes to everybody who joined. */
  take({ id, document: name, version, client, steps, epoch }) {
    const document = this.documents.get(name);
    const refused = (type) => ({ type: "refused", id, document: name, problem: { type, epoch: this.epoch } });
    if (epoch !== this.epoch) return refused("restored");
    if (!this.open) return refused("closed");
    if (version > document.steps.length) return refused("refused_steps");
    if (version < document.steps.length) return this.#old(document, { id, name, version, client, steps });
    try {
      this.#commit(document, client, steps);
    } catch (error) {
      return { ...refused("refused_steps"), error };
    }
    return { type: "taken", id, document: name, version: version + steps.length };
  }

  #old(document, { id, name, version, client, steps }) {
    const clients = document.clients.slice(version);
    const alike = clients.slice(0, steps.length).findIndex((other) => other !== client);
    const own = alike < 0 ? Math.min(clients.length, steps.length) : alike;
    const text = (each) => JSON.stringify(Step.fromJSON(schema, each));
    if (steps.slice(0, own).some((step, at) => text(step) !== text(document.steps[version + at]))) {
      return { type: "refused", id, document: name, problem: { type: "name_taken" } };
    }
    if (own === steps.length) return { type: "taken", id, document: name, version: version + steps.length };
    return { type: "stale", id, document: name, version: document.steps.length, steps: document.steps.slice(version), clients };
  }

  #commit(document, client, raw) {
    if (raw.length > 200) throw new Error("too many");
    if (raw.some(({ stepType }) => !KINDS.has(stepType))) throw new Error("a step the server does not know");
    let { doc } = document;
    const made = [];
    for (const step of [...raw.map((one) => Step.fromJSON(schema, one))]) {
      const result = step.apply(doc);
      if (result.failed) throw new Error(result.failed);
      doc = result.doc;
      made.push({ step: step.toJSON(), client });
    }
    doc.check();
    doc.descendants((node) => {
      if (node.isText && node.text.search(unfit) >= 0) throw new Error("bad text");
    });
    const { doc: mended, steps } = repaired(doc);
    made.push(...steps.map((step) => ({ step: step.toJSON(), client: null })));
    document.doc = mended;
    document.steps.push(...made.map(({ step }) => step));
    document.clients.push(...made.map((one) => one.client));
    for (const letter of mended.textContent) this.seen.add(letter);
    this.version += 1;
    document.changed = this.version;
    this.#publish(document, made);
  }

  #publish({ name, steps }, made) {
    const frame = { type: "steps", room: this.room, room_version: this.version, document: name, version: steps.length };
    const content = { steps: made.map(({ step }) => step), clients: made.map(({ client }) => client) };
    for (const listener of this.joined) listener({ ...frame, ...content });
  }

  setStage(open) {
    this.open = open;
    for (const listener of this.joined) listener({ type: "stage", room: this.room, may: open ? ["write"] : [], ...this.stages[0] });
  }

  handIn(name, { client_id, doc, text }) {
    this.late.set(client_id, { name, text: text ?? schema.nodeFromJSON(doc).textContent });
    return null;
  }

  copy() {
    const documents = [...this.documents.values()].map((one) => ({ ...one, steps: [...one.steps], clients: [...one.clients] }));
    return { version: this.version, documents };
  }

  /** Back to a copy, as a new epoch. Late contributions are kept here only so that the test can count them. */
  restore({ version, documents }) {
    this.documents = new Map(documents.map((one) => [one.name, { ...one, steps: [...one.steps], clients: [...one.clients] }]));
    this.version = version;
    this.epoch = `epoch-${Number(this.epoch.split("-")[1]) + 1}`;
    this.joined.clear();
  }
}

function repaired(doc) {
  const taken = new Set();
  const change = [];
  const places = paragraphs(doc).sort((one, other) => isBlank(one.node) - isBlank(other.node));
  for (const { node, pos } of places) {
    let { id } = node.attrs;
    if ((id && taken.has(id)) || (!id && !isBlank(node))) {
      id = `server-${Math.random().toString(36).slice(2)}`;
      change.push(Step.fromJSON(schema, { stepType: "attr", pos, attr: "id", value: id }));
    }
    if (id) taken.add(id);
  }
  return { steps: change, doc: change.reduce((now, step) => step.apply(now).doc, doc) };
}
