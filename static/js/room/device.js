// What this device keeps of a page besides its text: the page itself, by the service worker, so that it opens without net.
const page = document.documentElement;
const workers = navigator.serviceWorker; // only where there is TLS, or on this very machine

export const opensWithoutNet = Boolean(workers && globalThis.caches);

/** This page as the server sent it, before any script of ours changes it, for a worker that is not there yet to hear it. */
let sent = opensWithoutNet && !workers.controller ? `<!doctype html>\n${page.outerHTML}` : null;

/** Whether the worker gave this page out of what it keeps. */
export const isCopy = () => "copied" in page.dataset;

async function tell(message) {
  const { active } = await workers.ready;
  active?.postMessage({ ...message, path: location.pathname + location.search });
}

/** The page as the server has it now is kept. */
export const keepPage = () => opensWithoutNet && tell({ type: "keep" });

/** The seat has ended, and with it the page's right to be here. */
export function forgetPage() {
  sent = null;
  return opensWithoutNet && tell({ type: "forget" });
}

document.addEventListener("samtavle:leaving", () => (sent = null));

/** A worker that is there already has heard of this page when it was loaded; a new one has not, and is told as soon as it
 *  lives: nobody need write, nor wait, before the net may go. It asks the server for one small page, as all have it. */
export function keepThisPage() {
  if (!opensWithoutNet) return;
  workers.register("/worker.js", { scope: "/", updateViaCache: "none" }).catch((error) => console.warn(error));
  workers.ready.then(() => sent && tell({ type: "keep", html: sent }));
}

let asked = false;

/** Asks the browser not to clear this away when its disk runs full: only once something waits here that is nowhere else. */
export async function askToKeep() {
  if (asked || !navigator.storage?.persist) return;
  asked = true;
  if (!(await navigator.storage.persisted())) await navigator.storage.persist();
}

/** For styles and for other scripts: is there contact, and does something wait here that the server lacks? */
export function markPage({ online, waits }) {
  page.dataset.contact = online ? "yes" : "no";
  page.toggleAttribute("data-waits", waits);
}
