// What time it is by the server's clock, however wrong the device's own is: first by the page (<body data-now>), which a copy
// was made of when it came, then as its scripts are told it (ISO) by the socket's hello and beats.
const { copied = Date.now() } = document.documentElement.dataset;
const { now = copied } = document.body.dataset;
let ahead = new Date(copied) - new Date(now); // how far the device is ahead, in ms

document.addEventListener("samtavle:time", ({ detail }) => {
  ahead = Date.now() - Date.parse(detail);
});

export const serverNow = () => Date.now() - ahead;
