// What is left of a phase is told as a length, so that beside a closing time nobody takes one for the other.
import assert from "node:assert/strict";
import test from "node:test";

import { countdown } from "../../static/js/page/countdown.js";

test("a countdown is never written as a time of day is", () => {
  for (let seconds = -4000; seconds <= 40_000; seconds += 7) assert.doesNotMatch(countdown(seconds), /\d[.:]\d/);
});

test("minutes are enough until the last two, and what is left is never told as less than it is", () => {
  assert.deepEqual([600, 361, 121].map(countdown), ["10 min", "7 min", "3 min"]);
  assert.deepEqual([120, 65, 59, 0].map(countdown), ["2 min 00 s", "1 min 05 s", "59 s", "0 s"]);
  assert.deepEqual([-30, -150].map(countdown), ["30 s", "2 min"]);
});
