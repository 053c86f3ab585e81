// Settling a wall by keyboard: J and K go from post to post, the other keys press what the post has under them.
// A line that is pressed is the one from which something new begins.
const posts = () => [...document.querySelectorAll(".wall-post")];
const inText = (element) => element.closest("input:not([type=submit]), select, textarea");

function current() {
  return document.activeElement?.closest(".wall-post");
}

function step(by) {
  const all = posts();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function choose(line) {
  const post = line.closest(".wall-post");
  for (const other of post.querySelectorAll("[data-chosen]")) delete other.dataset.chosen;
  line.dataset.chosen = "";
  post.querySelector("[name=line]").value = line.dataset.line;
}

function press(key) {
  const found = current()?.querySelector(`[data-key="${key}"]`);
  if (!found) return false;
  if (found.matches("button")) found.click();
  else found.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") current()?.focus();
  if (event.key === "Enter" && event.target.matches(".wall-post select")) {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector("[value=assign]"));
  }
  if (inText(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "u") document.querySelector(".proposal nav form button:not(:disabled)")?.click();
  else if (!press(key)) return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const line = event.target.closest?.(".wall-post [data-line]");
  if (line && !getSelection().toString()) choose(line);
});
