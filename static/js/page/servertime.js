// What time it is by the server's clock, however wrong the device's own is. The page's scripts tell it (ISO) when they know
// it, from the socket's hello and beats; until then the device is believed.
let ahead = 0; // how far the device is ahead, in ms

document.addEventListener("samtavle:time", ({ detail }) => {
  ahead = Date.now() - Date.parse(detail);
});

export const serverNow = () => Date.now() - ahead;
