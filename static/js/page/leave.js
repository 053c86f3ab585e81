// Whoever presses that they leave this device is asked by entries/leaving.js, which comes then.
import { show } from "./modal.js";
import { say } from "./toast.js";
import { words } from "./words.js";

const channel = globalThis.BroadcastChannel && new BroadcastChannel("samtavle");

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-leaves-device]")) return;
  event.preventDefault();
  const page = { show, tellTabs: () => channel?.postMessage("left") };
  import("../entries/leaving.js").then(({ ask }) => ask(page)).catch(() => say(words.unreachable, { seconds: 12 }));
});

// Another tab has left this device: what stands here must not stay on the screen either.
channel?.addEventListener("message", ({ data }) => data === "left" && location.replace("/?left"));
