// What the head of the page says of the text: one truth, whatever else is told beside it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stateOf } from "../../static/js/room/saveword.js";

const every = function* () {
  for (let at = 0; at < 2 ** 7; at += 1) {
    const [online, waits, outdated, left, closed, restarting, lasts] = [1, 2, 4, 8, 16, 32, 64].map((bit) => (at & bit) > 0);
    yield { online, waits, outdated, left, closed, restarting, lasts };
  }
};

test("nothing is called saved while text stays on the device or came in late", () => {
  for (const status of every()) {
    assert.ok(!["saved", "closed", "late"].includes(stateOf({ ...status, kept: true })), JSON.stringify(status));
    assert.notEqual(stateOf({ ...status, closed: true, late: true }), "closed");
  }
});

test("what waits to be sent is said before what stays, and being put out before both", () => {
  const kept = { online: true, kept: true };
  assert.equal(stateOf(kept), "kept_here");
  assert.equal(stateOf({ ...kept, closed: true }), "kept_here");
  assert.equal(stateOf({ ...kept, waits: true }), "saving");
  assert.equal(stateOf({ ...kept, left: true }), "left");
  assert.equal(stateOf({ ...kept, online: false }), "offline");
});
