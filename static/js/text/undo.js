// Undo and redo of one's own: which acts can be taken back, and where they lie when others' changes have come between.
// prosemirror-history takes back positions, and with them what others wrote there meanwhile; here it goes by letters.
import { sendableSteps } from "prosemirror-collab";
import { Plugin, PluginKey, Selection } from "prosemirror-state";
import { broughtElsewhere } from "./elsewhere.js";
import { survivors } from "./fates.js";
import { insertedBy } from "./inserted.js";
import { TakingBack } from "./takeback.js";
import { UndoLog } from "./undolog.js";

const DEPTH = 100; // acts that can be undone
const LONGEST = 4_000; // changes since the oldest of them
const PAUSE = 500; // what is typed without one is one act

const key = new PluginKey("undo");

/** Whether `change` is an undo or a redo. */
export const isUndoing = (change) => Boolean(change.getMeta(key)?.past);

const countWaiting = (state) => sendableSteps(state)?.steps.length ?? 0;

/** What an undo has brought back while the server knows of no deletion yet, as RescuedRanges has it. */
export function returned(state) {
  const { log } = key.getState(state);
  return log.returned(log.end - countWaiting(state)).filter(({ at }) => state.doc.nodeAt(at)?.isInline);
}

/** What the steps that wait took away and brought back, for whoever replays them: the server may have taken the first of them. */
export function returnsOf(state) {
  const { log } = key.getState(state);
  return log.returnsSince(log.end - countWaiting(state));
}

/** `change` does stored steps again, whose `returns` were stored with them. It cannot be undone. */
export const replaying = (change, returns) => change.setMeta("addToHistory", false).setMeta(key, { returns });

/** `change` is one half of a deed in the fields `sides`, each a view, the one that gains first: both halves are taken back together. */
export const halfOf = (sides, change) => change.setMeta(key, { sides });

/** Of `change`, made by itself, only the steps numbered in `mine` can be undone, with the act before them. */
export const undoableIn = (change, mine) => change.setMeta(key, { mine });

/** Where in `state` stands what the acts that can be undone have put in. */
export function writtenIn(state) {
  const { done, log } = key.getState(state);
  return done.flat().flatMap(({ at, step }) => survivors(log.since(at + 1), insertedBy([step.getMap()])));
}

function takenOut({ from, to, gapFrom = to, gapTo = to, slice }) {
  if (!slice) return [];
  return [{ from, to: gapFrom }, { from: gapTo, to }].filter((range) => range.from < range.to);
}

/** The steps of `change` as they can be taken back; `removed` are the ranges of `doc`, the document before, that they took out. */
const stepsOf = (change, first, sides) =>
  change.steps.map((step, index) => stepAt(first + index, step, change.docs[index], takenOut(step), sides));

const stepAt = (at, step, doc, removed, sides) => ({ at, step, doc, inverse: step.invert(doc), removed, sides });

function changedBy({ mapping }) {
  const ranges = [];
  mapping.maps.forEach((map, at) => {
    const since = mapping.slice(at + 1);
    map.forEach((_from, _to, from, to) => ranges.push({ from: since.map(from, -1), to: since.map(to, 1) }));
  });
  return ranges;
}

const mapped = (ranges, mapping) => ranges?.map(({ from, to }) => ({ from: mapping.map(from, 1), to: mapping.map(to, -1) })) ?? null;

function touches({ mapping }, ranges) {
  let found = false;
  mapping.maps[0].forEach((from, to) => (found ||= ranges.some((range) => from <= range.to && to >= range.from)));
  return found;
}

/** Whether `change` only writes, only deletes, or puts one in the place of the other. */
function kindOf({ mapping }) {
  let [written, deleted] = [0, 0];
  for (const map of mapping.maps) map.forEach((from, to, start, end) => ([written, deleted] = [written + end - start, deleted + to - from]));
  if (written && deleted) return "replaces";
  return deleted ? "deletes" : "writes";
}

const GOES_ON = { writes: ["writes", "replaces"], deletes: ["deletes"], replaces: [] }; // what an act of this kind may go on from
const MOVES = new Set(["paste", "cut", "drop"]);

const joined = (acts, steps) => (steps.length ? [...acts.slice(0, -1), [...(acts.at(-1) ?? []), ...steps]] : acts);

class Past {
  /** `done` and `undone` are acts, lists of steps; `near` is where the last one changed the text, and `kind` how. */
  constructor({ log = new UndoLog(), done = [], undone = [], near = null, kind, time = 0, composition }) {
    Object.assign(this, { log, done, undone, near, kind, time, composition });
  }

  with(changed) {
    return new Past({ ...this, ...changed });
  }

  after(change, state) {
    if (!change.docChanged) return change.getMeta(key)?.past ?? this;
    const own = change.getMeta("rebased");
    return own === undefined ? this.#local(change).#shortened(state, change.steps.length) : this.#rebased(change, own).#shortened(state);
  }

  #local(change) {
    const root = change.getMeta("appendedTransaction") ?? change;
    const { past, redo, mine, sides } = root.getMeta(key) ?? {};
    if (past && root === change) return past;
    const steps = stepsOf(change, this.log.end, sides);
    const log = this.log.addAll(change.mapping.maps, change.getMeta(key)?.returns);
    const near = mapped(this.near, change.mapping);
    if (past) return this.with(redo ? { log, done: joined(this.done, steps) } : { log, undone: joined(this.undone, steps) });
    if (mine) return this.with({ log, near, done: joined(this.done, steps.filter((_, index) => mine.includes(index))) });
    if (root.getMeta("addToHistory") === false) return this.with({ log, near });
    const { time } = change;
    const composition = change.getMeta("composition") ?? this.composition;
    const goesOn = root !== change || (!sides && this.#isGoingOn(change));
    const done = goesOn && this.done.length ? joined(this.done, steps) : [...this.done, steps].slice(-DEPTH);
    const last = root === change ? { near: sides ? null : changedBy(change), kind: kindOf(change) } : { near };
    return this.with({ log, done, undone: [], ...last, time, composition });
  }

  /** Writing goes on with writing and deleting with deleting: who takes out what was just put in can have it back. */
  #isGoingOn(change) {
    if (!this.near) return false;
    const composition = change.getMeta("composition");
    if (composition !== undefined && composition === this.composition) return true;
    if (MOVES.has(change.getMeta("uiEvent")) || !GOES_ON[kindOf(change)].includes(this.kind)) return false;
    return change.time - this.time <= PAUSE && touches(change, this.near);
  }

  /** Own unconfirmed steps were undone, others' done, and the own done again. */
  #rebased(change, own) {
    const first = this.log.end - own;
    const { log, moved, others } = this.log.rebased(change.mapping, own);
    const acts = [...this.done, ...this.undone].flat().filter(({ at }) => at < first);
    log.returns.push(...broughtElsewhere(acts, change.steps.slice(own, own + others), [...change.docs, change.doc].slice(own), first));
    const over = change.mapping.slice(own, own + others);
    const mayChain = this.log.returns.some(({ done }) => done >= first);
    const isDead = (act, pos) => {
      const origin = this.log.origin(pos, act.at, first);
      return origin !== null && over.mapResult(origin, 1).deletedAfter;
    };
    const again = (act) => {
      if (act.at < first) return act;
      const at = moved(act.at);
      if (at === null) return null;
      const index = at - first + own;
      const step = change.steps[index];
      const through = change.mapping.slice(own - (act.at - first), index);
      const chained = { mapResult: (pos, assoc) => (isDead(act, pos) ? { pos, deletedAfter: true } : through.mapResult(pos, assoc)) };
      return stepAt(at, step, change.docs[index], survivors(mayChain ? chained : through, act.removed), act.sides);
    };
    const rebase = (acts) => acts.map((steps) => steps.map(again).filter(Boolean)).filter((steps) => steps.length);
    return this.with({ log, done: rebase(this.done), undone: rebase(this.undone), near: mapped(this.near, change.mapping) });
  }

  /** The log goes back to the oldest step that can be taken back, and holds all that the server has not confirmed. */
  #shortened(state, added = 0) {
    const { log, done, undone } = this;
    if (log.maps.length < DEPTH) return this;
    const waiting = countWaiting(state) + added;
    const free = Math.min(log.end - waiting, ...[...done, ...undone].flat().map(({ at }) => at));
    if (log.end - waiting - free > LONGEST && done.length) return this.with({ done: done.slice(1) }).#shortened(state, added);
    return free - log.start > DEPTH ? this.with({ log: log.from(free) }) : this;
  }
}

/** The cursor goes where the text changed last. */
function placeCursor(change) {
  const [last] = changedBy(change).slice(-1);
  if (last) change.setSelection(Selection.near(change.doc.resolve(last.to), -1));
  return change;
}

const stackOf = ({ state }, redo) => key.getState(state)[redo ? "undone" : "done"];

/** The half of `act` in the field `side`; nothing where that is closed, or has forgotten its half. */
const halfIn = (side, redo, act) => side.editable && stackOf(side, redo).find(([{ sides }]) => sides === act[0].sides);

/** What takes `act` back in `state`, where it and others are `spent`. */
function takenBack(state, redo, act, spent) {
  const past = key.getState(state);
  const taking = new TakingBack(state, past.log);
  taking.take(act);
  const { transaction, log } = taking;
  const steps = stepsOf(transaction, past.log.end, act[0].sides);
  const [from, to] = redo ? ["undone", "done"] : ["done", "undone"];
  const stacks = { [from]: past[from].filter((each) => !spent.includes(each)), [to]: [...past[to], ...(steps.length ? [steps] : [])] };
  return placeCursor(transaction).setMeta(key, { redo, past: past.with({ log, ...stacks, near: null }) });
}

/** Takes back the last act of which anything is left (others may have deleted all that one would take back), in all its fields or in none. */
const command = (redo) => (state, dispatch) => {
  const acts = stackOf({ state }, redo).filter((act) => act[0].sides?.every((side) => halfIn(side, redo, act)) ?? true);
  const spent = [];
  for (const act of dispatch ? acts.toReversed() : []) {
    const sides = act[0].sides ?? [{ state, dispatch }];
    const halves = sides.map((side) => (act[0].sides ? halfIn(side, redo, act) : act));
    spent.push(...halves);
    const changes = sides.map((side, at) => ({ side, change: takenBack(side.state, redo, halves[at], spent) }));
    if (act !== acts[0] && !changes.some(({ change }) => change.docChanged)) continue;
    for (const { side, change } of redo ? changes : changes.reverse()) {
      const before = side.state;
      side.dispatch(before === state ? change.scrollIntoView() : change);
      if (side.state === before) break; // it has no room for what would come again
    }
    break;
  }
  return acts.length > 0;
};

export const undo = command(false);
export const redo = command(true);

const NATIVE = { historyUndo: undo, historyRedo: redo }; // by a menu, or by shaking a telephone

export const undoing = () =>
  new Plugin({
    key,
    state: { init: () => new Past({}), apply: (change, past, state) => past.after(change, state) },
    props: {
      handleDOMEvents: {
        beforeinput(view, event) {
          const act = NATIVE[event.inputType];
          if (!act || !view.editable) return false;
          event.preventDefault();
          return !view.hasFocus() || act(view.state, view.dispatch); // Chromium asks the text when a form's field has nothing left to undo
        },
      },
    },
  });
