// The net between a device and the real server, as a test wants it: slow, out of order, twice, or gone.
import { WebSocket } from "ws";

const TWICE = 0.1; // of all frames
const OVERTAKES = 0.2;
const FAILS = 0.05; // of all requests, on their way there; and as many on their way back
const SLOWEST = 25; // milliseconds

export class Net {
  #wires = new Set();

  /**
   * `origin` is the server's address and `bearer` whose device it is. Without `sockets` a proxy lets only HTTP through.
   * `passed(text)` hears all that was let through to the server, `heard(text)` all frames that came from it.
   */
  constructor({ origin, bearer, chance, sockets, passed, heard }) {
    Object.assign(this, { origin, chance, sockets, passed, heard });
    this.headers = { Authorization: `Bearer ${bearer}` };
    this.up = true;
    this.rough = true;
    const net = this;
    this.WebSocket = class extends Wire {
      constructor(url) {
        super(net, url);
        net.#wires.add(this);
      }
    };
  }

  get live() {
    return `${this.origin.replace("http", "ws")}/live`;
  }

  /** What was on its way, in either direction, never arrives. */
  cut() {
    this.up = false;
    for (const wire of this.#wires) wire.cut();
  }

  ended(wire) {
    this.#wires.delete(wire);
  }

  happens(odds) {
    return this.rough && this.chance() < odds;
  }

  /** Does `act` a little later, after what went before in this `lane` or, now and then, before that; perhaps twice. */
  carry(lane, act) {
    for (let times = this.happens(TWICE) ? 2 : 1; times > 0; times--) {
      const now = performance.now();
      const overtakes = this.happens(OVERTAKES);
      const at = (overtakes ? now : Math.max(now, lane.last ?? 0)) + (this.rough ? this.chance.below(SLOWEST) : 0);
      if (!overtakes) lane.last = at;
      setTimeout(act, Math.ceil(at - now));
    }
  }

  #travel() {
    return new Promise((resolve) => setTimeout(resolve, this.rough ? this.chance.below(SLOWEST) : 0));
  }

  async #pass() {
    await this.#travel();
    if (!this.up || this.happens(FAILS)) throw new Error("no net");
  }

  fetch = async (path, options = {}) => {
    await this.#pass();
    if (options.body) this.passed(options.body);
    const ask = () => fetch(this.origin + path, { ...options, headers: { ...options.headers, ...this.headers } });
    if (this.happens(TWICE)) await (await ask()).arrayBuffer();
    const answer = await ask();
    const body = await answer.arrayBuffer();
    await this.#pass();
    return new Response(answer.status === 204 ? null : body, answer);
  };
}

/** A browser's WebSocket, as much of it as static/js/socket.js uses. */
class Wire {
  #inner = null;
  #ended = false;
  #lanes = [{}, {}];

  constructor(net, url) {
    this.net = net;
    if (net.up && net.sockets) this.#open(url);
    else setTimeout(() => this.#end(1006), 1);
  }

  #open(url) {
    const inner = new WebSocket(url, { headers: this.net.headers, perMessageDeflate: false });
    this.#inner = inner;
    inner.onmessage = ({ data }) => this.net.carry(this.#lanes[0], () => this.#hear(data));
    inner.onclose = ({ code }) => this.#end(code);
    inner.onerror = () => {}; // a close follows
  }

  #hear(data) {
    if (this.#ended) return;
    this.net.heard(data);
    this.onmessage?.({ data });
  }

  get readyState() {
    return this.#ended ? 3 : (this.#inner?.readyState ?? 0);
  }

  send(text) {
    this.net.carry(this.#lanes[1], () => {
      if (this.readyState !== 1) return;
      this.net.passed(text);
      this.#inner.send(text);
    });
  }

  close(code = 1000) {
    this.#end(code);
  }

  cut() {
    this.#end(1006);
  }

  #end(code) {
    if (this.#ended) return;
    this.#ended = true;
    this.net.ended(this);
    this.#inner?.terminate();
    this.onclose?.({ code });
  }
}
