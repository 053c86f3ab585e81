// The room's page and its server: the text through Sync, everything else through parts, and a word about how it stands.
import { liveUrl } from "../socket.js";
import { Acts } from "../text/acts.js";
import { api } from "../text/api.js";
import { clock } from "../text/clock.js";
import { Line } from "../text/line.js";
import { deviceStorage } from "../text/storage.js";
import { Sync } from "../text/sync.js";
import { csrf } from "./data.js";
import { forgetPage, keepPage, opensWithoutNet } from "./device.js";
import { dropParts, swapPart } from "./parts.js";

const happens = (name, detail) => document.dispatchEvent(new CustomEvent(`samtavle:${name}`, { detail }));
const tellTime = ({ now }) => now && happens("time", now);

function hearParts({ made, parts = [], gone = [] }) {
  for (const { part, html } of parts) swapPart(part, html, made);
  dropParts(gone);
}

/** The stages as the page shows them; what has changed while there was no contact is told once there is. */
class ShownStages {
  #known = new Map();

  constructor(stages) {
    for (const each of stages) this.set(each);
  }

  set({ dialogue, stage, until }) {
    const told = `${stage} ${until}`;
    const isNew = this.#known.get(dialogue) !== told && (stage !== "draft" || this.#known.has(dialogue));
    this.#known.set(dialogue, told);
    return isNew;
  }

  caughtUp(stages = []) {
    if (stages.filter((each) => this.set(each)).length) happens("stage");
  }
}

/** What a frame means for the page outside of the texts. */
const hearings = (carets, shown) => ({
  hello(frame) {
    carets.connection = frame.connection;
    tellTime(frame);
  },
  beat: tellTime,
  joined(frame) {
    this.changes(frame);
    carets.show(frame.carets ?? []);
  },
  changes(frame) {
    hearParts(frame);
    shown.caughtUp(frame.stages);
    document.documentElement.dataset.joined = ""; // for scripts that come after this
    happens("changes");
  },
  part: ({ part, html, made }) => swapPart(part, html, made),
  carets: (frame) => carets.show(frame.carets),
  cut: () => carets.show([]),
  stage(frame) {
    shown.set(frame);
    happens("stage", frame);
  },
  left() {
    forgetPage();
    happens("left");
  },
});

/** `board` is the page's block of data; `tell` hears what Sync and Line tell; `carets` is `{connection, show(carets)}`. */
export function connect(board, { tell, carets }) {
  const { room, version, epoch, may, stages } = board;
  const { visitor: owner } = document.body.dataset;
  const hear = hearings(carets, new ShownStages(stages));
  const call = api({ fetch: (...given) => fetch(...given), headers: csrf() });
  const line = new Line({
    url: liveUrl(location),
    call,
    clock,
    language: document.documentElement.lang,
    tell,
    hear(frame) {
      hear[frame.type]?.(frame);
      if (frame.type !== "joined") return;
      acts.flush();
      if (sync.epoch !== epoch) keepPage(); // the kept one is of the server as it was before it was restored
    },
  });
  const storage = deviceStorage();
  const ours = { room, owner, storage, clock, tell };
  const sync = new Sync({ ...ours, version, epoch, may, stages, line, locks: navigator.locks, remembers: opensWithoutNet });
  const acts = new Acts({ ...ours, call, late: sync.late });
  addEventListener("online", () => line.hurry());
  addEventListener("offline", () => line.socket.doubt());
  addEventListener("pageshow", () => line.hurry());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return sync.texts.flush();
    line.hurry();
    return sync.lookElsewhere();
  });
  document.addEventListener("samtavle:leaving", () => {
    line.close();
    storage.close(); // whatever is still typed here is not kept any more
  });
  return { line, sync, acts, storage };
}
