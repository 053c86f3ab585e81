// Chance that can be repeated, and time that only the test moves.

/** A small seeded generator (mulberry32): `chance()` in [0, 1), with helpers. */
export function seeded(seed) {
  let state = seed >>> 0;
  const chance = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  chance.below = (end) => Math.floor(chance() * end);
  chance.one = (list) => list[chance.below(list.length)];
  chance.bytes = (count) => Uint8Array.from({ length: count }, () => chance.below(256));
  return chance;
}

const breath = () => new Promise((resolve) => setImmediate(resolve));

/** A clock of its own: `run()` goes from appointment to appointment and lets promises settle between. */
export class Time {
  #waiting = [];
  #count = 0;
  #now = 1_800_000_000_000;

  now = () => this.#now;

  after = (ms, act) => {
    const appointment = { at: this.#now + Math.max(0, ms), number: this.#count++, act };
    this.#waiting.push(appointment);
    return () => (this.#waiting = this.#waiting.filter((other) => other !== appointment));
  };

  sleep = (ms) => new Promise((resolve) => this.after(ms, resolve));

  /** Until `ms` have passed, or for ever while something waits. */
  async run(ms = Infinity) {
    const end = this.#now + ms;
    await breath();
    for (;;) {
      const next = this.#waiting.reduce((a, b) => (!a || b.at < a.at || (b.at === a.at && b.number < a.number) ? b : a), null);
      if (!next || next.at > end) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.#now = next.at;
      next.act();
      await breath();
    }
    if (end < Infinity) this.#now = end;
  }
}
