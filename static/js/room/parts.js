// Puts rendered parts in place of the elements with their ids. A field that is being filled in, and an editor, are left alone.

const isText = (element) => element.matches("textarea, select, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=button], [type=submit])");

/** Whether somebody is writing inside `element` just now: then the new part waits until they leave the field. */
const isBusy = (element) => element.contains(document.activeElement) && document.activeElement !== element && isText(document.activeElement);

const waiting = new Map();

document.addEventListener("focusout", () =>
  setTimeout(() => {
    for (const [id, told] of [...waiting]) if (waiting.delete(id)) swapPart(id, ...told);
  }),
);

// One order for all that is made for the page, by whichever process: what comes late never replaces what was made after it,
// whichever way either came. Places of one name ("name.number" or "name.number.number") can be compared.
const stands = new Map();

function isOlder(id, made) {
  const [name, place, moment] = made.split(".");
  const [known, last, then] = (stands.get(id) ?? document.body.dataset.made ?? "").split(".");
  return known === name && (last - place || then - moment) > 0;
}

/** Within what was made, parts that stand newer stay as they stand; the others are known to stand so from now on. */
function keepNewer(fragment, made) {
  for (const part of fragment.querySelectorAll("[id]")) {
    if (!isOlder(part.id, made)) stands.set(part.id, made);
    else part.replaceWith(document.getElementById(part.id)?.cloneNode(true) ?? "");
  }
}

document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  const made = ctx.made ?? ctx.response?.headers.get("samtavle-made");
  if (!made) return;
  const late = tasks.filter(({ fragment }) => fragment.firstElementChild?.id && isOlder(fragment.firstElementChild.id, made));
  for (const task of late) tasks.splice(tasks.indexOf(task), 1);
  for (const { fragment } of tasks) keepNewer(fragment, made);
});

function focusIn(element) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  return focused?.id || null;
}

async function replace(element, html, made) {
  const focused = focusIn(element);
  const { id } = element;
  if (globalThis.htmx) await globalThis.htmx.swap({ target: element, text: html, swap: "outerMorph", made });
  else element.outerHTML = html;
  const again = focused && document.getElementById(focused);
  if (again && !again.contains(document.activeElement)) again.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("samtavle:part", { detail: { part: id } }));
}

/** The element `#id` anew, unless it stands newer. */
export function swapPart(id, html, made) {
  const element = document.getElementById(id);
  if (!element || isOlder(id, made)) return;
  if (element.closest("[data-document]") || element.querySelector("[data-document]")) {
    console.error(`#${id} holds an editor and is never swapped`);
    return;
  }
  stands.set(id, made);
  if (isBusy(element)) waiting.set(id, [html, made]);
  else if (element.outerHTML !== html) replace(element, html, made);
}

/** These parts and answers are no more. */
export function dropParts(ids) {
  for (const id of ids.flatMap((each) => [each, `answer-${each}`])) document.getElementById(id)?.remove();
}

/** The elements that `selector` finds as the server has them now, for when frames were missed; resolves to its status. */
export async function refreshParts(selector) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return answer?.status;
  const html = await answer.text().catch(() => null); // the net may go in the middle of a page
  if (html === null) return null;
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const { id } of document.querySelectorAll(selector)) {
    const fresh = id && page.getElementById(id);
    if (fresh) swapPart(id, fresh.outerHTML, page.body.dataset.made);
  }
  return answer.status;
}
