// A form is sent once: what is pressed again before its answer has come, or while the page that it leads to is on its way, is the
// same press. It would make a second seminar, or tell the rooms twice. Forms that say themselves what becomes of a second press
// (hx-sync: the projector's, of which two are two steps) are left alone.
let sent = new WeakSet();

document.addEventListener(
  "submit",
  (event) => {
    if (!sent.has(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

document.addEventListener("htmx:before:request", ({ detail }) => {
  const form = detail.ctx.sourceElement;
  if (form instanceof HTMLFormElement && form.method === "post" && !form.hasAttribute("hx-sync")) sent.add(form);
});
document.addEventListener("htmx:finally:request", ({ detail }) => {
  if (!detail.ctx.hx?.redirect) sent.delete(detail.ctx.sourceElement);
});
addEventListener("pageshow", () => (sent = new WeakSet())); // a page that was kept can send again
