// Whoever composes a word while the net comes and goes has the others' text all the same when the word ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { undo } from "../../static/js/text/undo.js";
import { act, cursor, linesOf, room, type } from "./model/room.mjs";

const isAlike = (devices) => assert.deepEqual(...devices.map(linesOf));

test("what waits for the end of a word outlives the connection that it came over", async () => {
  const { devices, settle } = room();
  const [kari, ola] = devices;
  const [composer] = kari.composers;
  await settle();
  type(kari, "Vi har en");
  await settle();

  composer.begin(10);
  composer.write("b");
  await settle();
  act(ola, cursor(9, 11));
  type(ola, "X", 10);
  await settle();
  for (let times = 0; times < 2; times++) {
    kari.cut();
    kari.connect();
    await settle();
  }
  assert.doesNotMatch(linesOf(kari).join(), /X/);
  composer.end();
  await settle();

  isAlike(devices);
  assert.match(linesOf(kari).join(), /X/);
});

test("a word stays whole though its page is loaded again without net and another takes out the rest meanwhile", async () => {
  const { devices, settle } = room();
  const [kari, ola] = devices;
  const [composer] = kari.composers;
  await settle();
  type(kari, "Vi har ");
  await settle();
  composer.begin(8);
  for (const letter of "barne") composer.write(letter);
  await settle();
  kari.cut();
  for (const letter of "ha") composer.write(letter);
  await settle();
  ola.act(ola.documents[0], (state, dispatch) => dispatch(state.tr.delete(1, 13)));
  await settle();

  kari.load({ offline: true });
  await settle();
  assert.match(linesOf(kari).join(), /barneha/);
  kari.connect();
  await settle();
  isAlike(devices);
  assert.match(linesOf(ola).join(" "), /^ ?barneha$/);
  act(ola, undo);
  await settle();
  isAlike(devices);
  assert.equal(linesOf(ola).join(" ").match(/barneha/g).length, 1);
  assert.doesNotMatch(linesOf(ola).join(" ").replace("barneha", ""), /[bn]/);
});

test("letters that another took out before they were seen stand once, in the word that they were composed for", async () => {
  const { devices, settle } = room();
  const [kari, ola] = devices;
  const [composer] = kari.composers;
  await settle();
  type(kari, "Vi er en nok");
  await settle();

  composer.begin(10);
  composer.write("b");
  await settle();
  ola.cut();
  composer.write("a");
  await settle();
  ola.act(ola.documents[0], (state, dispatch) => dispatch(state.tr.delete(1, 12)));
  kari.cut();
  composer.write("r");
  composer.end();
  ola.connect();
  await settle();
  kari.connect();
  await settle();

  isAlike(devices);
  assert.equal(linesOf(kari).join(" ").match(/a/g).length, 1, linesOf(kari).join(" | "));
  assert.match(linesOf(kari).join(), /bar/);
});
