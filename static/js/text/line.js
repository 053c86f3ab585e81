// The way to the server: the socket, and HTTP by itself where no socket comes through.
import { Socket } from "../socket.js";
import { problemOf } from "./api.js";
import { HttpWay, texts } from "./http.js";

const TRIES = 3;
const SOCKET_WAIT = 3_000;
const PAUSE = 2_000; // before a whole text that did not come is asked for again
const AWAY = new Set([4401, 4404]); // no longer signed in, or no longer here: HTTP would be told the same

export class Line {
  #over = false;
  #cancel = () => {};
  #wanted = new Set(); // documents whose whole text will be asked for again

  /** `sync` is told later, by `serve`; `hear(frame)` gets what the page needs besides; `tell` hears `way`. */
  constructor({ url, call, clock, language, tell, hear, random, WebSocket }) {
    Object.assign(this, { call, language, tell, hear });
    const receive = (frame) => this.#receive(frame);
    this.socket = new Socket({
      url,
      clock,
      random,
      WebSocket,
      receive,
      join: () => ({ ...this.sync.joining, language }),
      lost: (failures, code) => this.#lost(failures, code),
      ended: (code) => this.#ended(code),
    });
    this.http = new HttpWay({ call, clock, receive, joining: () => this.sync.joining });
  }

  serve(sync) {
    this.sync = sync;
    this.socket.open();
  }

  #receive(frame) {
    if (frame.type === "joined" && this.http.isOn) this.#choose();
    this.sync.receive(frame);
    this.hear(frame);
    if (frame.type === "left") this.close();
  }

  /** HTTP is only worth a word when the socket, tried at once, does not come through either. */
  #choose() {
    if (this.socket.isOpen) {
      this.http.stop();
      return this.tell({ type: "way", way: "socket" });
    }
    this.socket.hurry();
    this.#cancel();
    this.#cancel = this.http.clock.after(SOCKET_WAIT, () => this.http.isOn && this.tell({ type: "way", way: "http" }));
  }

  #lost(failures, code) {
    if (!this.http.isOn) this.#receive({ type: "cut", code });
    if (failures >= TRIES) this.#goByHttp();
  }

  #ended(code) {
    if (AWAY.has(code)) this.#receive({ type: "left" });
    else this.#lost(TRIES);
  }

  #goByHttp() {
    if (this.http.isOn || this.#over) return;
    this.http.start();
  }

  // What Sync asks of its line

  send(frame) {
    if (this.http.isOn) this.http.send(frame);
    else this.socket.send(frame);
  }

  catchUp() {
    if (this.http.isOn) this.http.poll();
    else this.socket.rejoin();
  }

  /** Nobody else would ask again: a catch-up brings only what has changed since the last. */
  async whole(document) {
    const [id] = document.split("/");
    const { status, body } = await this.call("GET", `/answers/${id}`);
    if (status === 0 || status >= 500) return this.#askAgain(document);
    if (status !== 200) return;
    for (const text of texts(body)) if (text.document === document) this.sync.receive({ type: "whole", ...text });
  }

  #askAgain(document) {
    if (this.#wanted.has(document)) return;
    this.#wanted.add(document);
    this.http.clock.after(PAUSE, () => {
      this.#wanted.delete(document);
      if (!this.#over) this.whole(document);
    });
  }

  async late(document, body) {
    return problemOf(await this.call("POST", `/answers/${document}/late`, body));
  }

  hurry() {
    if (!this.sync) return; // the page is still being made
    this.socket.hurry();
    this.sync.late.flush();
  }

  close() {
    this.#over = true;
    this.http.stop();
    this.socket.close();
  }
}
