// Whether one may write: by the server's clock, whatever the device's own says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Permission } from "../../static/js/text/permission.js";
import { Time } from "./model/chance.mjs";

const iso = (ms) => new Date(ms).toISOString();

for (const ahead of [-86_400_000, -5_000, 0, 5_000, 86_400_000]) {
  test(`a dialogue closes at the server's time on a device that is ${ahead / 1000} s ahead`, async () => {
    const server = new Time();
    const clock = { now: () => server.now() + ahead, after: server.after };
    let changes = 0;
    const permission = new Permission({ clock, may: ["write"], changed: () => (changes += 1) });
    permission.tellTime(iso(server.now()));
    permission.set([{ dialogue: "d1", stage: "closing", until: iso(server.now() + 60_000) }]);
    assert.equal(permission.toWriteIn("d1"), true);

    await server.run(59_000);
    assert.equal(permission.toWriteIn("d1"), true);
    assert.equal(changes, 0);

    await server.run(2_000);
    assert.equal(permission.toWriteIn("d1"), false);
    assert.equal(changes, 1);
  });
}
