// A page of those who lead a seminar: it hears what the grid is told, and looks again by itself where frames were missed
// or none come through.
import { whenTheDayEnds } from "../page/day.js";
import { refreshParts } from "../room/parts.js";
import { Socket, liveUrl } from "../socket.js";
import { clock } from "../text/clock.js";

const SECOND = 1_000;
const PAUSE = 5_000;
const TRIES = 3; // a socket that fails more often is not waited for
const AWAY = new Set([401, 404, 410]); // whoever led has left, or leads no longer: nothing may stay on the screen

const tellTime = ({ now }) => now && document.dispatchEvent(new CustomEvent("samtavle:time", { detail: now }));

export class Leading {
  #version = null;
  #polling = null;
  #asking = false;
  #again = false;
  #later = null;

  /** `parts` selects what a look at the page renews, and `refreshed` follows; `hearings` are what else to do with frames. */
  constructor({ page, seminar, parts, hearings, refreshed = () => {}, leave = () => location.reload() }) {
    Object.assign(this, { parts, refreshed, leave });
    const heard = { hello: tellTime, beat: tellTime, joined: ({ version }) => this.#joined(version), left: leave, ...hearings };
    const socket = new Socket({
      url: page.dataset.live ?? liveUrl(location),
      clock,
      join: () => ({ grid: seminar, language: page.dataset.language }),
      receive: (frame) => heard[frame.type]?.(frame),
      lost: (failures) => {
        this.#version = null; // whatever it is when we are back, frames were missed
        if (failures >= TRIES) this.#poll();
      },
      ended: () => {
        this.#poll();
        this.refresh();
      },
    });
    addEventListener("online", () => socket.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || socket.hurry());
    whenTheDayEnds(() => this.refresh());
    socket.open();
  }

  /** Whether no socket comes through, so that the page asks for itself instead. */
  get polls() {
    return this.#polling !== null;
  }

  #poll() {
    this.#polling ??= setInterval(() => this.refresh(), PAUSE);
  }

  #joined(version) {
    clearInterval(this.#polling);
    this.#polling = null;
    if (version !== this.#version) this.refresh();
    this.#version = version;
  }

  /** Looks again, one request at a time: what is asked for meanwhile is one more afterwards. */
  async refresh() {
    if (this.#asking) return void (this.#again = true);
    this.#asking = true;
    const status = await refreshParts(this.parts);
    this.#asking = false;
    if (AWAY.has(status)) return this.leave();
    this.refreshed();
    if (!status) this.soon(PAUSE); // the net went in the midst of it
    if (this.#again) {
      this.#again = false;
      this.refresh();
    }
  }

  /** The rooms write: at most once a second. */
  soon(pause = SECOND) {
    this.#later ??= setTimeout(() => {
      this.#later = null;
      this.refresh();
    }, pause);
  }
}
