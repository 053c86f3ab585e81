// hx-confirm without the browser's own box: with data-seconds the act waits that long and can be undone,
// otherwise a native dialog asks. The question is hx-confirm's text, the answer the button's own words.
import { say } from "./toast.js";
import { words } from "./words.js";

const dialog = document.getElementById("confirm");

function ask(question, act) {
  dialog.querySelector("h2").textContent = question;
  dialog.querySelector("[value=yes]").textContent = act;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function wait(element, question) {
  element.setAttribute("aria-disabled", "true"); // a second press would start a second countdown
  const undone = await say(question, { undo: true, seconds: Number(element.dataset.seconds) });
  element.removeAttribute("aria-disabled");
  if (undone) say(words.undone);
  return !undone;
}

document.addEventListener("htmx:confirm", async (event) => {
  const { ctx, issueRequest, dropRequest } = event.detail;
  const element = ctx.sourceElement;
  event.preventDefault();
  if (element.getAttribute("aria-disabled") === "true") return dropRequest();
  const act = (element.querySelector("[type=submit]") ?? element).textContent.trim();
  const { seconds, confirmUnsent } = element.dataset;
  const question = ("waits" in document.documentElement.dataset && confirmUnsent) || ctx.confirm;
  const agreed = seconds ? await wait(element, question) : await ask(question, act);
  if (agreed) issueRequest();
  else dropRequest();
});
