// One socket to /live: it comes back where docs/api.md says so, and tells its owner what it hears. It knows no page.
const COME_BACK = new Set([1001, 1006, 1012, 1013]);
const JITTER = 5_000; // a whole seminar coming back at once would be a storm
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const HANDSHAKE = 6_000; // a proxy that swallows the socket accepts it and then says nothing
const ANSWER = 3_000; // to a question that is asked because of a doubt
const WELCOMED = 30_000; // a server that hundreds come back to is slow, and to begin anew would make it slower

export class Socket {
  #socket = null;
  #timers = [];
  #failures = 0;
  #hello = false; // has the server said anything on this one
  #welcomed = false; // has this page ever been let in
  #again = () => {};
  #heard = 0;

  /**
   * `join()` gives the frame to join with; `receive(frame)` hears every frame; `lost(failures, code)` that the connection
   * broke or was not made, so many times on end; `ended(code)` that it will not come back.
   */
  constructor({ url, clock, join, receive, lost, ended, random = Math.random, WebSocket = globalThis.WebSocket }) {
    Object.assign(this, { url, clock, join, receive, lost, ended, random, WebSocket });
  }

  get isOpen() {
    return this.#socket?.readyState === 1 && this.joined;
  }

  open() {
    const socket = new this.WebSocket(this.url);
    this.#socket = socket;
    this.joined = false;
    socket.onmessage = ({ data }) => this.#socket === socket && this.#hear(JSON.parse(data));
    socket.onclose = ({ code }) => this.#socket === socket && this.#closed(code);
    this.#hello = false;
    this.#after(HANDSHAKE, () => this.#hello || this.#drop());
    this.#after(WELCOMED, () => this.joined || this.#drop());
  }

  #after(ms, act) {
    this.#timers.push(this.clock.after(ms, act));
  }

  #hear(frame) {
    this.#heard = this.clock.now();
    if (frame.type === "hello") this.#welcome(frame);
    if (frame.type === "joined") {
      this.joined = this.#welcomed = true;
      this.#failures = 0;
    }
    this.receive(frame);
    if (frame.type === "hello") this.rejoin();
  }

  #welcome({ heartbeat = 10 }) {
    this.#hello = true;
    const beat = () => {
      if (this.clock.now() - this.#heard > 2.5 * heartbeat * 1000) return this.#drop();
      this.send({ type: "beat" });
      this.#after(heartbeat * 1000, beat);
    };
    this.#after(heartbeat * 1000, beat);
  }

  send(frame) {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }

  /** Join, or ask again for what was missed. */
  rejoin() {
    this.send({ type: "join", ...this.join() });
  }

  /** Nothing comes through any more: do not wait for the closing handshake of a dead line. */
  #drop() {
    const socket = this.#socket;
    this.#closed(1006);
    socket?.close();
  }

  #closed(code) {
    for (const cancel of this.#timers.splice(0)) cancel();
    this.#socket = null;
    this.joined = false;
    if (!COME_BACK.has(code)) return this.ended(code);
    this.#failures += 1;
    this.lost(this.#failures, code);
    const wait = Math.min(FIRST_WAIT * 2 ** (this.#failures - 1), LONGEST_WAIT);
    const jitter = this.#welcomed ? this.random() * JITTER : 0;
    this.#again = this.clock.after(wait + jitter, () => this.open());
  }

  /** The device says that it has lost the net: if nothing answers soon, there is no need to wait for a heartbeat. */
  doubt() {
    if (!this.isOpen) return;
    const asked = this.clock.now();
    this.send({ type: "beat" });
    this.#after(ANSWER, () => this.#heard < asked && this.#drop()); // a server on this very machine answers all the same
  }

  /** The device is on the net again, or somebody looks again: no need to wait out the pause. */
  hurry() {
    if (this.#socket) return;
    this.#again();
    this.#again = this.clock.after(this.random() * 500, () => this.open());
  }

  close() {
    this.#again();
    for (const cancel of this.#timers.splice(0)) cancel();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }
}

/** The address of the socket beside the page's. */
export const liveUrl = (location) => `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/live`;
