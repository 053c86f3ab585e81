// The way to the server: when the socket comes back, when it does not, and HTTP where no socket comes through.
import assert from "node:assert/strict";
import { test } from "node:test";
import { api, problemOf } from "../../static/js/text/api.js";
import { Line } from "../../static/js/text/line.js";
import { Socket } from "../../static/js/socket.js";
import { Time } from "./model/chance.mjs";

/** Sockets that do what the test says; each that is opened stands in `opened`. */
function sockets() {
  const opened = [];
  class Fake {
    readyState = 0;
    sent = [];

    constructor(url) {
      this.url = url;
      opened.push(this);
    }

    send(text) {
      this.sent.push(JSON.parse(text));
    }

    close() {
      this.closed = true;
    }

    hear(frame) {
      this.readyState = 1;
      this.onmessage({ data: JSON.stringify(frame) });
    }

    welcome() {
      this.hear({ type: "hello", epoch: "e", schema: 1, heartbeat: 10 });
      this.hear({ type: "joined", room: "r", version: 1 });
    }

    break(code) {
      this.readyState = 3;
      this.onclose({ code });
    }
  }
  return { opened, Fake };
}

function socket({ random = () => 0 } = {}) {
  const time = new Time();
  const { opened, Fake } = sockets();
  const told = [];
  const made = new Socket({
    url: "ws://x/live",
    clock: time,
    WebSocket: Fake,
    random,
    join: () => ({ room: "r", since: 4 }),
    receive: ({ type }) => told.push(type),
    lost: (failures, code) => told.push(`lost ${failures} ${code}`),
    ended: (code) => told.push(`ended ${code}`),
  });
  made.open();
  return { time, opened, told, socket: made };
}

test("it joins when it is greeted, and again when asked", async () => {
  const { opened: [first], socket: made } = socket();
  first.welcome();
  made.rejoin();

  assert.deepEqual(first.sent, Array(2).fill({ type: "join", room: "r", since: 4 }));
  assert.equal(made.isOpen, true);
});

for (const code of [1001, 1006, 1012, 1013]) {
  test(`after ${code} it comes back within five seconds and a pause that grows`, async () => {
    const { time, opened, told } = socket({ random: () => 0.999 });
    opened[0].welcome();
    opened[0].break(code);
    await time.run(4_900);
    assert.equal(opened.length, 1);
    await time.run(700);
    assert.equal(opened.length, 2);
    assert.ok(told.includes(`lost 1 ${code}`));
  });
}

for (const code of [1009, 4400, 4401, 4404, 4408, 4429]) {
  test(`after ${code} it does not come back`, async () => {
    const { time, opened, told } = socket();
    opened[0].welcome();
    opened[0].break(code);
    await time.run(600_000);

    assert.equal(opened.length, 1);
    assert.ok(told.includes(`ended ${code}`));
  });
}

test("a line that has gone silent is dropped and made anew, without waiting for the other side", async () => {
  const { time, opened } = socket();
  opened[0].welcome();
  await time.run(40_000);

  assert.equal(opened[0].closed, true);
  assert.ok(opened[0].sent.some(({ type }) => type === "beat"));
  assert.equal(opened.length >= 2, true);
});

test("a socket that is accepted and then swallowed counts as not made", async () => {
  const { time, told } = socket();
  await time.run(7_000);

  assert.ok(told.includes("lost 1 1006"));
});

test("a server that has said hello is given time for what was missed", async () => {
  const made = socket();
  made.opened[0].hear({ type: "hello", epoch: "e", schema: 1, heartbeat: 10 });
  await made.time.run(20_000);
  made.opened[0].hear({ type: "joined", room: "r", version: 1 });
  assert.deepEqual(made.told, ["hello", "joined"]);
});

test("back on the net, it does not wait out its pause", async () => {
  const { time, opened, socket: made } = socket();
  for (let count = 0; count < 6; count++) {
    opened.at(-1).break(1006);
    await time.run(count < 5 ? 20_000 : 0);
  }
  const before = opened.length;
  made.hurry();
  await time.run(600);

  assert.equal(opened.length, before + 1);
});

function line() {
  const time = new Time();
  const { opened, Fake } = sockets();
  const [calls, heard, ways] = [[], [], []];
  let answer = () => ({ status: 200, body: { version: 2, epoch: "e", documents: [], parts: [{ part: "people", html: "x" }], gone: [] } });
  const sync = { joining: { room: "r", since: 1, epoch: "e" }, receive: (frame) => heard.push(frame), late: { flush() {} } };
  const made = new Line({
    url: "ws://x/live",
    clock: time,
    WebSocket: Fake,
    random: () => 0,
    language: "nb",
    call: async (...given) => (calls.push(given), answer(...given)),
    tell: ({ way }) => ways.push(way),
    hear: () => {},
  });
  made.serve(sync);
  return { time, opened, calls, heard, ways, line: made, answers: (given) => (answer = given) };
}

async function without(sockets) {
  for (let count = 0; count < 3; count++) {
    sockets.opened.at(-1).break(1006);
    await sockets.time.run(2_500);
  }
}

test("after three tries it goes by HTTP, says so, and asks every two seconds", async () => {
  const made = line();
  await without(made);
  await made.time.run(6_000);

  assert.deepEqual(made.ways, ["http"]);
  assert.equal(made.heard.filter(({ type }) => type === "joined").length, 1);
  assert.ok(made.heard.filter(({ type }) => type === "changes").length >= 2);
  assert.equal(made.calls[0][1], "/rooms/r/changes?since=1&epoch=e");
});

test("steps go by POST, and the answers come as a socket's would", async () => {
  const made = line();
  await without(made);
  const frame = { type: "steps", id: "7", document: "a1/summary", version: 3, client: "c", steps: [{}], schema: 1 };
  const said = (type) => made.heard.filter((each) => each.type === type).at(-1);

  made.answers(() => ({ status: 200, body: { version: 4 } }));
  await made.line.http.send(frame);
  assert.deepEqual(said("taken"), { type: "taken", id: "7", document: "a1/summary", version: 4 });
  assert.deepEqual(made.calls.at(-1).slice(0, 2), ["POST", "/answers/a1/summary/steps"]);

  made.answers(() => ({ status: 409, body: { type: "stale", version: 3, steps: [1], clients: ["x"] } }));
  await made.line.http.send(frame);
  assert.deepEqual(said("stale").steps, [1]);

  made.answers(() => ({ status: 409, body: { type: "closed", late: "/late" } }));
  await made.line.http.send(frame);
  assert.equal(said("refused").problem.type, "closed");
});

test("a server that is away altogether is a cut, and the first answer after it a join", async () => {
  const made = line();
  await without(made);
  made.answers(() => ({ status: 0, body: { type: "network" } }));
  await made.time.run(5_000);
  assert.equal(made.heard.at(-1).type, "cut");

  made.answers(() => ({ status: 200, body: { version: 3, epoch: "e" } }));
  await made.time.run(2_500);
  const afterwards = made.heard.slice(made.heard.findLastIndex(({ type }) => type === "cut") + 1);
  assert.equal(afterwards[0].type, "joined");
});

test("a whole text that the net did not bring is asked for until it comes", async () => {
  const made = line();
  made.answers(() => ({ status: 0, body: { type: "network" } }));
  await Promise.all([made.line.whole("a1"), made.line.whole("a1")]);
  await made.time.run(3_000);
  made.answers(() => ({ status: 200, body: { id: "a1", version: 3, doc: {}, summary: { version: 0, doc: {} } } }));
  await made.time.run(10_000);

  assert.deepEqual(made.heard.filter(({ type }) => type === "whole").map(({ document, version }) => [document, version]), [["a1", 3]]);
});

test("when a socket comes through after all, HTTP ends", async () => {
  const made = line();
  await without(made);
  const { length: tries } = made.opened;
  while (made.opened.length === tries) await made.time.run(500);
  made.opened.at(-1).welcome();
  const { length: calls } = made.calls;
  await made.time.run(10_000);

  assert.equal(made.calls.length, calls);
  assert.deepEqual(made.ways, ["http", "socket"]);
});

test("whoever is no longer here is told so once, by HTTP as by the socket", async () => {
  const made = line();
  await without(made);
  made.answers(() => ({ status: 404, body: { type: "not_found" } }));
  await made.time.run(10_000);
  assert.equal(made.heard.filter(({ type }) => type === "left").length, 1);

  const other = line();
  other.opened[0].welcome();
  other.opened[0].break(4404);
  assert.equal(other.heard.at(-1).type, "left");
});

test("an answer that is no JSON, or none at all, is the net's fault and never the text's", async () => {
  const failing = api({ fetch: async () => ({ status: 502, json: async () => JSON.parse("<html>") }) });
  assert.equal(problemOf(await failing("GET", "/x")).type, "network");
  assert.equal(problemOf({ status: 503, body: { type: "not_saved" } }).type, "not_saved");
  assert.equal(problemOf({ status: 201, body: { id: "x" } }), null);
});
