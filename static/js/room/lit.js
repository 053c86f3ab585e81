// On a phone the round stands far below the text: whose word it is stands above the bar.
import { board, whenever, words } from "./page.js";

const line = board.querySelector(".bar-lit");

whenever(() => {
  if (!line) return;
  const name = board.querySelector("#round [aria-current]")?.textContent.trim();
  line.textContent = name ? words.hasWord.replace("{name}", () => name) : "";
});
