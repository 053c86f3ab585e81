// How long ago something was: the server writes the time, the page says "4 min" for as long as that is the better word.
import { serverNow } from "../page/servertime.js";

const HOUR = 60;

/** `words` has `now` and `minutes`, with {n} for the number. */
export function showAges(root, words) {
  for (const time of root.querySelectorAll("time[data-age]")) {
    time.dataset.clock ||= time.textContent;
    const minutes = Math.floor((serverNow() - Date.parse(time.dateTime)) / 60_000);
    const said = minutes < 1 ? words.now : minutes < HOUR ? words.minutes.replace("{n}", minutes) : time.dataset.clock;
    if (time.textContent !== said) time.textContent = said;
  }
}
