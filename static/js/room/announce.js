// Tells those who listen to the page what those who look at it see; politely, and only when it matters.
let region = null;

export function announce(text) {
  if (!text) return;
  if (!region) {
    region = Object.assign(document.createElement("p"), { className: "sr-only" });
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 100); // a region that was empty a moment ago is read out
}

/** A toast, by the page's own script. */
export const say = (text, detail = {}) => text && document.dispatchEvent(new CustomEvent("samtavle:say", { detail: { text, ...detail } }));
