// Time as the text modules see it, so that tests may own it.
export const clock = {
  now: () => Date.now(),
  /** Calls `act` once, after `ms`; returns what takes it back. */
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
