// Long outboxes go in slices: a message holds at most so many steps and bytes, and touches at most so much of the text.
import { limits } from "./schema.js";

const FRAME = 1024; // what stands around the steps in a message
const encoder = new TextEncoder();

const WORK = 10 * limits.characters; // positions that the steps of one message may touch

export const bytes = (value) => encoder.encode(JSON.stringify(value)).length;

/** The first of `steps` (JSON) that one message may carry; at least one, which the server may then refuse. */
export function slice(steps) {
  let [room, work] = [limits.bytes - FRAME, WORK];
  let count = 0;
  while (count < Math.min(steps.length, limits.steps)) {
    const { from = 0, to = 1 } = steps[count];
    const size = bytes(steps[count]) + 1;
    room -= size;
    work -= to - from + size; // what a step puts in is less than its bytes
    if (count > 0 && (room < 0 || work < 0)) break;
    count += 1;
  }
  return steps.slice(0, count);
}
