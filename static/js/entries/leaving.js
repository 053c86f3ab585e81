// Leaving this device: the server ends the session, and all of it goes from here. What was not sent is shown first.
// Loaded once it may be asked for (page/leave.js): with it comes the device's storage, which few pages need otherwise.
import { textOf } from "../text/plain.js";
import { deviceStorage, wipe } from "../text/storage.js";

const PATIENCE = 3_000;
const UNSENT = ["outbox", "acts", "late", "kept"];

const dialog = document.getElementById("leaving");
let page = null; // that asks: it opens dialogs, and itself must not hear what other tabs are told

/** What this session has here and nowhere else, a text each. The page may know of more than the device could store. */
async function unsent() {
  const storage = deviceStorage();
  const found = await Promise.all(UNSENT.map((shelf) => storage.all(shelf).catch(() => [])));
  storage.close();
  const { visitor } = document.body.dataset;
  const texts = found.flat().filter(({ owner = visitor }) => owner === visitor).map(textOf);
  document.dispatchEvent(new CustomEvent("samtavle:unsent", { detail: texts }));
  return [...new Set(texts.filter(Boolean))];
}

/** Shows what would go: `show` opens a dialog, `tellTabs` lets this device's other tabs know once it has gone. */
export async function ask({ show, tellTabs } = page) {
  page = { show, tellTabs };
  const text = (await unsent()).join("\n\n");
  dialog.querySelector("[data-unsent]").hidden = !text;
  dialog.querySelector("[data-unsent-text]").textContent = text;
  dialog.querySelector("[data-copies]").dataset.copies = text;
  dialog.returnValue = "no";
  show(dialog);
  dialog.scrollTop = 0; // its last button has the focus, but its first words are read first
}

function signOut() {
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers:inherited")), "HX-Request": "true" };
  return fetch("/sign-out", { method: "POST", headers }).then(({ ok }) => ok, () => false);
}

/** The worker may be about to keep a page that was asked for a moment ago. */
async function stopWorkers() {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  for (const registration of registrations) {
    const { port1, port2 } = new MessageChannel();
    const done = new Promise((resolve) => {
      port1.onmessage = resolve;
      setTimeout(resolve, PATIENCE);
    });
    registration.active?.postMessage({ type: "wipe" }, [port2]);
    if (registration.active) await done;
    await registration.unregister();
  }
}

async function wipeAll() {
  document.dispatchEvent(new Event("samtavle:leaving"));
  page.tellTabs();
  await stopWorkers();
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
  await wipe();
  localStorage.clear();
  sessionStorage.clear();
}

const acts = {
  async leave() {
    if (await signOut()) {
      await wipeAll();
      return location.assign("/?left");
    }
    for (const each of dialog.querySelectorAll("[data-no-contact]")) each.hidden = false;
    return ask();
  },
  async delete() {
    await wipeAll();
    const said = dialog.querySelector("template").content.cloneNode(true);
    document.body.replaceChildren(said);
    document.getElementById("main").focus();
  },
};

dialog.addEventListener("close", () => acts[dialog.returnValue]?.());
