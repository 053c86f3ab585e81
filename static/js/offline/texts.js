// The texts that this device holds as last seen, as the worker throws them away. It does nothing else with the device's
// storage, so it asks the browser itself: text/storage.js would be a third of all that a worker is.
const NAME = "samtavle";
const SHELF = "texts";

/** The database, or null where there is none yet: to ask for it must not make one. */
const open = () =>
  new Promise((resolve) => {
    const asked = indexedDB.open(NAME);
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null);
  });

const dropOf = (shelf, room) => {
  shelf.openCursor().onsuccess = ({ target: { result } }) => {
    if (!result) return;
    if (result.value.room === room) result.delete();
    result.continue();
  };
};

/** The texts as they were last seen go with the page, all of them without a `room`; what was not sent yet stays, for its writer. */
export async function forgetTexts(room) {
  const database = await open();
  if (!database) return;
  database.onversionchange = () => database.close(); // somebody leaves this device
  await new Promise((resolve, reject) => {
    const act = database.transaction(SHELF, "readwrite");
    act.oncomplete = resolve;
    act.onerror = act.onabort = () => reject(act.error);
    if (room) dropOf(act.objectStore(SHELF), room);
    else act.objectStore(SHELF).clear();
  }).finally(() => database.close());
}
