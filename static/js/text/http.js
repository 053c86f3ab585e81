// The same steps by POST and the same changes by GET, where no socket comes through: slower, nothing else.
import { problemOf } from "./api.js";

const PAUSE = 2_000;

export class HttpWay {
  #stop = null;
  #joined = false;

  /** `joining()` tells what this page has, `receive` hears the frames that a socket would have brought. */
  constructor({ call, clock, joining, receive }) {
    Object.assign(this, { call, clock, joining, receive });
  }

  get isOn() {
    return this.#stop !== null;
  }

  start() {
    if (this.isOn) return;
    this.#stop = () => {};
    this.#joined = false;
    this.#round();
  }

  stop() {
    this.#stop?.();
    this.#stop = null;
  }

  async #round() {
    await this.poll();
    if (this.isOn) this.#stop = this.clock.after(PAUSE, () => this.#round());
  }

  /** Asks for what changed; the first answer is as good as having joined. */
  async poll() {
    const answer = await this.#changes();
    if (!this.isOn) return;
    if (answer.status === 404 || answer.status === 401) {
      this.stop();
      return this.receive({ type: "left" });
    }
    if (answer.status !== 200) return this.#lost();
    const type = this.#joined ? "changes" : "joined";
    this.#joined = true;
    this.receive({ type, ...answer.body });
  }

  #lost() {
    if (this.#joined) this.receive({ type: "cut" });
    this.#joined = false;
  }

  #changes() {
    const { room, since, epoch } = this.joining();
    const known = since === undefined ? "" : `?since=${since}&epoch=${encodeURIComponent(epoch)}`;
    return this.call("GET", `/rooms/${room}/changes${known}`);
  }

  /** Sends a `steps` frame and receives its answer as a socket would. */
  async send({ id, document, version, client, steps, schema, epoch }) {
    const answer = await this.call("POST", `/answers/${document}/steps`, { version, client, steps, schema, epoch });
    const problem = problemOf(answer);
    if (!problem) this.receive({ type: "taken", id, document, version: answer.body.version });
    else if (problem.type === "stale") this.receive({ ...problem, id, document });
    else this.receive({ type: "refused", id, document, problem });
  }
}

/** The two documents of an answer, as entries of changes. */
export const texts = ({ id, version, doc, summary }) => [
  { document: id, version, doc },
  { document: `${id}/summary`, version: summary.version, doc: summary.doc },
];
