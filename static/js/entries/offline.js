// Without net, at an address that is not kept here: the way to the rooms that are.
const list = document.querySelector("[data-kept-rooms]");

async function keptRooms() {
  const names = (await caches.keys()).filter((name) => name.startsWith("samtavle-pages-"));
  const pages = await Promise.all(names.map((name) => caches.open(name)));
  const kept = await Promise.all(pages.map(async (page) => [page, await page.keys()]));
  return Promise.all(kept.flatMap(([page, requests]) => requests.map(async (request) => ({ request, html: await (await page.match(request)).text() }))));
}

for (const { request, html } of await keptRooms()) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const entry = list.querySelector("template").content.cloneNode(true);
  entry.querySelector("a").href = new URL(request.url).pathname;
  entry.querySelector("b").textContent = page.querySelector(".board-room").innerText.replace(/\s+/g, " ").trim();
  list.append(entry);
  list.closest("section").hidden = false;
}

addEventListener("online", () => location.reload());
document.querySelector("[data-tries-again]").addEventListener("click", () => location.reload());
