// The hand of the wheel turns to whoever was drawn, unless motion is unwanted; the number and the name come at its end.
const ROUNDS = 3;
const MS = 3_200;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Wheel {
  #turns;
  #angle;

  constructor() {
    this.#remember(document.querySelector(".wheel"));
  }

  /** Resolves when the hand stands still. */
  async follow(slide) {
    const wheel = slide.querySelector(".wheel");
    const { turns, angle } = { turns: this.#turns, angle: this.#angle };
    this.#remember(wheel);
    const isDrawn = wheel?.dataset.now && turns !== undefined && Number(wheel.dataset.turns) > turns;
    if (!isDrawn || calm.matches) return;
    const to = Number(wheel.dataset.angle) + 360 * ROUNDS;
    const timing = { duration: MS, easing: "cubic-bezier(0.12, 0.6, 0.1, 1)" };
    const hidden = [...slide.querySelectorAll(".wheel-number, .wheel-said, .wheel-dot[data-floor=now]")];
    const hand = wheel.querySelector(".wheel-hand");
    await Promise.allSettled([
      hand.animate([{ transform: `rotate(${angle}deg)` }, { transform: `rotate(${to}deg)` }], timing).finished,
      ...hidden.map((each) => each.animate([{ opacity: 0 }, { opacity: 0, offset: 0.9 }, { opacity: 1 }], MS).finished),
    ]);
  }

  #remember(wheel) {
    this.#turns = wheel ? Number(wheel.dataset.turns) : undefined;
    this.#angle = Number(wheel?.dataset.angle ?? 0);
  }
}
