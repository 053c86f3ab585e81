// A seminar of one room and one answer on the real server, made and read through the API; it waits for a server that restarts.
import assert from "node:assert/strict";
import { api } from "../../../static/js/text/api.js";
import { texts } from "../../../static/js/text/http.js";

const PATIENCE = 120_000; // for a killed server to be there again
const PAUSE = 100;

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function patiently(ask) {
  for (const end = performance.now() + PATIENCE; performance.now() < end; await sleep(PAUSE)) {
    const answer = await ask().catch(() => ({ status: 0 }));
    if (answer.status !== 0 && answer.status !== 503) return answer;
  }
  throw new Error("the server does not come back");
}

export class Seminar {
  /** `origin` is the server's address and `token` an organiser's. */
  static async open({ origin, token, title }) {
    const seminar = new Seminar();
    Object.assign(seminar, { origin, led: { Authorization: `Bearer ${token}` } });
    const wish = { title, preset: "blank", dialogues: [{ title: "Dialog", prompts: [{ text: "Hva?" }] }] };
    const { id, code, dialogues } = await seminar.#ask("POST", "/seminars", wish);
    Object.assign(seminar, { id, code, dialogue: dialogues[0].id, prompt: dialogues[0].prompts[0].id });
    const [{ id: room }] = await seminar.#ask("PUT", `/seminars/${id}/rooms`, [{ number: 1, members: ["Gol", "Ål"] }]);
    seminar.room = room;
    await seminar.setStage("open");
    return seminar;
  }

  /** The body of the first answer that is no sign of a server coming or going; its status is one of `statuses`. */
  async #ask(method, path, body, { headers = this.led, statuses = [200, 201] } = {}) {
    const call = api({ fetch: (given, how) => fetch(this.origin + given, how), headers });
    const answer = await patiently(() => call(method, path, body));
    assert.ok(statuses.includes(answer.status), `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A bearer of a seat in the room. */
  async seat() {
    return (await this.#ask("POST", "/seats", { code: this.code, room: 1 }, { headers: {} })).seat_token;
  }

  setStage(stage) {
    return this.#ask("PUT", `/seminars/${this.id}/dialogues/${this.dialogue}/stage`, { stage });
  }

  /** Posts a note as a script would; resolves to whether it was taken. */
  async post(bearer, text, client_id) {
    const note = { prompt: this.prompt, text, client_id };
    const headers = { Authorization: `Bearer ${bearer}` };
    const body = await this.#ask("POST", `/rooms/${this.room}/notes`, note, { headers, statuses: [201, 409] });
    return Boolean(body.note_id);
  }

  /** The room's documents by name, as ProseMirror JSON. */
  async board() {
    const { answers } = await this.#ask("GET", `/rooms/${this.room}/board`);
    return named(answers.flatMap(texts));
  }

  async exported() {
    const { answers } = await this.#ask("GET", `/seminars/${this.id}/export?format=json`);
    return named(answers.flatMap(({ id, notes, summary }) => texts({ id, ...notes, summary })));
  }

  async markdown() {
    const answer = await patiently(async () => {
      const found = await fetch(`${this.origin}/api/v1/seminars/${this.id}/export?format=md`, { headers: this.led });
      return { status: found.status, body: await found.text() };
    });
    assert.equal(answer.status, 200);
    return answer.body;
  }

  /** What was handed in beside the answer. */
  late() {
    return this.#ask("GET", `/seminars/${this.id}/late`);
  }
}

const named = (documents) => Object.fromEntries(documents.map(({ document, doc }) => [document, doc]));
