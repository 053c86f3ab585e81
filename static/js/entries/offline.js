// Without net, at an address that is not kept here: the way to the pages that are.
const rooms = document.querySelector("[data-kept-rooms]");
const books = document.querySelector("[data-kept-books]");

async function keptPages() {
  const names = (await caches.keys()).filter((name) => name.startsWith("samtavle-pages-"));
  const pages = await Promise.all(names.map((name) => caches.open(name)));
  const kept = await Promise.all(pages.map(async (page) => [page, await page.keys()]));
  return Promise.all(kept.flatMap(([page, requests]) => requests.map(async (request) => ({ request, html: await (await page.match(request)).text() }))));
}

for (const { request, html } of await keptPages()) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const room = page.querySelector(".board-room, [data-room-name]");
  const list = room ? rooms : books;
  const { pathname, search } = new URL(request.url);
  const entry = list.querySelector("template").content.cloneNode(true);
  entry.querySelector("a").href = pathname + search;
  entry.querySelector("b").textContent = (room ? room.innerText : page.title).replace(/\s+/g, " ").trim();
  list.append(entry);
  list.closest("section").hidden = false;
}

addEventListener("online", () => location.reload());
document.querySelector("[data-tries-again]").addEventListener("click", () => location.reload());
