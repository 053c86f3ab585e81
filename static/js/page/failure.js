// A request that failed says so in one sentence, the server's own where it gave one; nothing on the page changes.
import { say } from "./toast.js";
import { words } from "./words.js";

function sentence({ response, text }) {
  if (response.headers.get("content-type")?.includes("json")) return JSON.parse(text).detail;
  return new DOMParser().parseFromString(text, "text/html").querySelector(".failure-safe")?.textContent;
}

document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  if (ctx.response.status === 422) return; // the form comes back with its errors in place
  let said;
  try {
    said = sentence(ctx);
  } catch {
    // a proxy's page, not ours
  }
  say(said || words.failed, { seconds: 10 });
});

document.addEventListener("htmx:error", ({ detail }) => {
  console.error(detail.error);
  if (detail.ctx && !detail.ctx.response) say(words.unreachable, { seconds: 10 });
});
