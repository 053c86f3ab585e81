// hx-confirm without the browser's own box: with data-seconds the act waits that long and can be undone,
// otherwise a native dialog asks. The question is hx-confirm's text, the answer the button's own words.
import { show } from "./modal.js";
import { say } from "./toast.js";
import { words } from "./words.js";

const dialog = document.getElementById("confirm");

function ask(question, act, color) {
  dialog.querySelector("h2").textContent = question;
  const yes = dialog.querySelector("[value=yes]");
  yes.textContent = act;
  yes.dataset.color = color ?? "accent"; // what takes away is as red here as where it was pressed
  dialog.returnValue = "no";
  show(dialog);
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
  const { color, confirmUnsent, seconds } = element.dataset;
  const question = ("waits" in document.documentElement.dataset && confirmUnsent) || ctx.confirm;
  const agreed = seconds ? await wait(element, question) : await ask(question, act, color);
  if (agreed) issueRequest();
  else dropRequest();
});
