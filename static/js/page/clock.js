// Clocks count down to data-until on the server's time and then up; they advise and never act.
import { SOON, countdown } from "./countdown.js";
import { serverNow } from "./servertime.js";

function show(clock) {
  const left = (Date.parse(clock.dataset.until) - serverNow()) / 1000;
  clock.dataset.state = left < 0 ? "over" : left <= SOON ? "soon" : "running";
  clock.querySelector("time").textContent = countdown(left);
}

function showClocks() {
  for (const clock of document.querySelectorAll(".clock[data-until]")) show(clock);
  for (const clock of document.querySelectorAll(".clock[data-left]")) clock.querySelector("time").textContent = countdown(Number(clock.dataset.left));
}

setInterval(showClocks, 1000);
for (const event of ["samtavle:time", "htmx:after:swap", "samtavle:part"]) document.addEventListener(event, showClocks);
showClocks();
