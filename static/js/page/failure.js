// A request that failed says so in one sentence, the server's own where it gave one; nothing on the page changes.
import { say } from "./toast.js";
import { words } from "./words.js";

/** Why it was refused; after a fault, what became of the text. Nothing for a form that comes back with its own errors in place. */
function sentence({ response, text }) {
  if (response.headers.get("content-type")?.includes("json")) return JSON.parse(text).detail;
  const page = new DOMParser().parseFromString(text, "text/html");
  return page.querySelector(response.status < 500 ? ".failure > h1" : ".failure-safe")?.textContent;
}

document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  let said;
  try {
    said = sentence(ctx);
  } catch {
    // a proxy's page, not ours
  }
  if (said || ctx.response.status !== 422) say(said || words.failed, { seconds: 10 });
});

document.addEventListener("htmx:error", ({ detail }) => {
  console.error(detail.error);
  if (detail.ctx && !detail.ctx.response) say(words.unreachable, { seconds: 10 });
});
