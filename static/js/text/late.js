// Text that the server can no longer take into the answer is handed in beside it, and waits here until it arrived.
import { Queue } from "./queue.js";

export class LateQueue extends Queue {
  /**
   * `post(document, body)` resolves to null when it was handed in, or to a problem; `tell` gets `kept_late` and
   * `kept_here`, unless the text is that of somebody who used this device before `owner`.
   */
  constructor({ room, owner, storage, clock, post, tell }) {
    const isOwn = (record) => !record.owner || record.owner === owner;
    super({
      shelf: "late",
      room,
      storage,
      clock,
      send: ({ client_id, version, doc, text, document }) => post(document, { client_id, version, ...(doc ? { doc } : { text }) }),
      /** A text that not even this way takes stays on the device, where its writer can read and copy it. */
      async settled(record, problem) {
        if (problem) await storage.put("kept", record).catch(() => {});
        if (isOwn(record)) tell({ type: problem ? "kept_here" : "kept_late", ...record });
      },
    });
  }
}
