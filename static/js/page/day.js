// Words such as "tomorrow 12.00" hold until the day ends, and pages stay open longer than that: data-day-ends (ISO) says
// when it does. A beat of the socket that comes later calls for them anew, also after a night's sleep.
import { serverNow } from "./servertime.js";

const isPast = ({ dataset }) => Date.parse(dataset.dayEnds) <= serverNow();

/** Calls back when what stands here is of a day that is over, at each beat until it is not. */
export function whenTheDayEnds(act) {
  document.addEventListener("samtavle:time", () => [...document.querySelectorAll("[data-day-ends]")].some(isPast) && act());
}
