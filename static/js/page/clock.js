// Clocks count down to data-until on the server's time and then up; they advise and never act.
import { SOON, countdown } from "./countdown.js";

let ahead = 0; // how far this device's clock is ahead of the server's, in ms

// The page's own scripts tell the server's time (ISO) when they know it: from the socket's hello and beats.
document.addEventListener("samtavle:time", ({ detail }) => {
  ahead = Date.now() - Date.parse(detail);
  showClocks();
});

function show(clock) {
  const left = (Date.parse(clock.dataset.until) - (Date.now() - ahead)) / 1000;
  clock.dataset.state = left < 0 ? "over" : left <= SOON ? "soon" : "running";
  clock.querySelector("time").textContent = countdown(left);
}

function showClocks() {
  for (const clock of document.querySelectorAll(".clock[data-until]")) show(clock);
  for (const clock of document.querySelectorAll(".clock[data-left]")) clock.querySelector("time").textContent = countdown(Number(clock.dataset.left));
}

setInterval(showClocks, 1000);
for (const event of ["htmx:after:swap", "samtavle:part"]) document.addEventListener(event, showClocks);
showClocks();
