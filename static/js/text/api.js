// The JSON API as this page needs it: one call, its problem types, and the net that may be away.

const PATIENCE = 20_000;

/** `await call(method, path, body)` → `{status, body}`; `{status: 0, body: {type: "network"}}` when nothing came back. */
export const api = ({ fetch, base = "/api/v1", headers = {} }) =>
  async function call(method, path, body) {
    try {
      const answer = await fetch(base + path, {
        method,
        headers: { ...headers, Accept: "application/json", ...(body && { "Content-Type": "application/json" }) },
        body: body && JSON.stringify(body),
        credentials: "same-origin",
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
    } catch {
      return { status: 0, body: { type: "network" } };
    }
  };

/** The problem of an answer, or null when there is none. A 5xx without a problem document is the net's. */
export function problemOf({ status, body }) {
  if (status >= 200 && status < 300) return null;
  return { ...body, type: body?.type ?? (status >= 500 ? "network" : "not_found") };
}
