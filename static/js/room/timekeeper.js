// Two minutes left: said to whoever keeps the time; when nobody with a screen does, to everybody. It says, it never stops.
import { board, say, seat, words } from "./page.js";

const keepers = words.timekeepers.split(" ").filter(Boolean);
let told = null;

function holders() {
  return keepers.map((duty) => board.querySelector(`.person[data-seat] [data-duty="${duty}"]`)?.closest(".person")).filter(Boolean);
}

function tell() {
  const clock = board.querySelector("#clock .clock[data-state=soon]");
  if (!clock || told === clock.dataset.until) return;
  told = clock.dataset.until;
  const [holder] = holders();
  if (holder?.dataset.seat === seat) say(words.twoMinutes, { seconds: 15 });
  else if (!holder) say(words.twoMinutesAll, { seconds: 10 });
}

if (seat && keepers.length) setInterval(tell, 1000);
