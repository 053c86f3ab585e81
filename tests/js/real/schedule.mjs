// One random schedule on the real server: 3–6 devices write in one room while nets, tabs and the stage come and go; then
// all must hold what the server, its exports and the plain model hold.
import assert from "node:assert/strict";
import { textOf } from "../../../static/js/text/plain.js";
import { seeded } from "../model/chance.mjs";
import { act, freshLetter, lettersIn } from "../model/writing.mjs";
import { asJson, Device } from "./device.mjs";
import { Seminar, sleep } from "./seminar.mjs";
import { Tale } from "./tale.mjs";

const PAUSE = 60; // milliseconds, the longest between two acts
const PATIENCE = 120_000; // until all is sent and everybody has everything, on a server that may be killed meanwhile
const LOOK = 100;
const NO_SOCKET = 0.15; // of the devices sit behind a proxy that lets only HTTP through

/** What may happen between two acts of writing, each with its likelihood. */
const EVENTS = { cut: 0.05, comeBack: 0.08, reload: 0.03, secondTab: 0.02, closeTab: 0.02, lock: 0.004, unlock: 0.05, post: 0.03 };

/** Ways in which schedules differ from one another. */
const KINDS = [
  {},
  { cut: 0.15, comeBack: 0.25 },
  { cut: 0.1, comeBack: 0.03, reload: 0.06 },
  { secondTab: 0.1, closeTab: 0.06, reload: 0.05 },
  { lock: 0.02 },
];

/** Time that goes so many times as fast, so that nobody waits seconds for a client to come back. */
const hurried = (times) => ({
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms / times);
    return () => clearTimeout(timer);
  },
});

/**
 * Plays a schedule through; `hurry` is how many times as fast the clients' clocks go. Returns `{letters, late}`: how many
 * letters were typed, and how many contributions came late. Throws when anything does not hold.
 */
export async function play(seed, { origin, token, hurry }) {
  const chance = seeded(seed);
  const room = await begin(chance, { origin, token, clock: hurried(hurry), title: `Schedule ${seed}` });
  try {
    await writeOn(room, chance);
    await settle(room);
    return await check(room);
  } finally {
    for (const device of room.devices) device.end();
  }
}

async function begin(chance, { origin, token, clock, title }) {
  const seminar = await Seminar.open({ origin, token, title });
  const tale = new Tale();
  const place = { origin, room: seminar.room };
  const seated = Array.from({ length: 3 + chance.below(4) }, async (_, at) => {
    const device = new Device({ name: `device ${at + 1}`, place, bearer: await seminar.seat(), chance, clock, tale, sockets: chance() > NO_SOCKET });
    while (!(await device.open())) await sleep(LOOK);
    return device;
  });
  const devices = await Promise.all(seated);
  const habits = { undoing: chance() < 0.5 ? 0.2 : 0, composing: chance() < 0.5 ? 0.4 : 0 };
  return { seminar, tale, devices, scribe: await seminar.seat(), posted: [], habits, closed: false, wasClosed: false };
}

async function writeOn(room, chance) {
  const odds = Object.entries({ ...EVENTS, ...chance.one(KINDS) });
  for (let turns = 20 + chance.below(21); turns > 0; turns--) {
    doOne(room, chance.one(room.devices), chance);
    for (const [what, likely] of odds) if (chance() < likely) await happenings[what](room, chance.one(room.devices), chance);
    await sleep(chance.below(PAUSE));
  }
  if (chance() < 0.25) await endClosed(room, chance);
}

function doOne({ habits }, device, chance) {
  if (device.documents.length) act(device, chance, habits);
}

const happenings = {
  cut: (_room, { net }) => net.cut(),
  comeBack: ({ devices }) => devices.forEach((device) => device.comeBack()),
  async reload(_room, device, chance) {
    if (device.tabs.length) device.crash(chance.one(device.tabs));
    await device.open();
  },
  secondTab: (_room, device) => device.tabs.length < 2 && device.open(),
  closeTab: (_room, device, chance) => device.tabs.length > 1 && device.crash(chance.one(device.tabs)),
  lock: (room) => setStage(room, true),
  unlock: (room) => room.closed && setStage(room, false),
  post({ seminar, scribe, tale, posted }, { makeId }) {
    const text = freshLetter() + freshLetter();
    posted.push(seminar.post(scribe, text, makeId()).then((taken) => taken && tale.wrote([], lettersIn(text))));
  },
};

async function setStage(room, closed) {
  await room.seminar.setStage(closed ? "closed" : "open");
  room.closed = closed;
  room.wasClosed ||= closed;
}

/** Some write on without net while the answer is closed; what they wrote comes late. */
async function endClosed(room, chance) {
  const away = room.devices.filter(() => chance() < 0.5);
  for (const { net } of away) net.cut();
  for (let turns = 2 * away.length; turns > 0; turns--) doOne(room, chance.one(away), chance);
  await setStage(room, true);
}

/** The nets heal, everybody comes back, and everything that waits is sent. */
async function settle(room) {
  await Promise.all(room.posted);
  for (const { net, composers } of room.devices) {
    for (const composer of composers) composer.end();
    net.rough = false;
    net.cut();
  }
  for (const end = performance.now() + PATIENCE; performance.now() < end; await sleep(LOOK)) {
    await Promise.all(room.devices.map((device) => device.comeBack()));
    if (await isSettled(room)) return;
  }
  assert.deepEqual(room.devices.flatMap(({ unsettled }) => unsettled), [], "everything was sent");
}

async function isSettled(room) {
  const [first] = room.devices;
  if (room.devices.some(({ unsettled }) => unsettled.length)) return false;
  if (!room.devices.every((device) => device.holds(first.texts))) return false;
  return first.holds(await room.seminar.board());
}

async function check(room) {
  const { seminar, tale, devices, wasClosed } = room;
  const board = await seminar.board();
  for (const device of devices) {
    for (const { name, state } of device.documents) assert.deepEqual(asJson(state.doc), board[name], "everybody has the same text");
  }
  assert.deepEqual(await seminar.exported(), board, "and so has the export");
  const text = Object.values(board).map((doc) => textOf({ doc })).join("\n");
  assert.deepEqual(lettersIn(await seminar.markdown()).sort(), lettersIn(text).sort(), "and the one for people");
  const late = await seminar.late();
  const { lost, twice, foreign } = tale.reckon(text, late.map(({ text }) => text).join("\n"));
  const fate = tale.eventsOf([...lost, ...foreign, ...twice]);
  assert.deepEqual(lost, [], `what was typed and not knowingly deleted is in the text or came late\n${fate}`);
  assert.deepEqual(foreign, [], `and nothing else is\n${fate}`);
  assert.deepEqual(twice, [], `and none of it twice\n${fate}`);
  if (!wasClosed) assert.equal(late.length, 0, "nothing is late in time");
  return { letters: tale.letters, late: late.length };
}
