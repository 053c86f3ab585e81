// While somebody types what to search for, the page shows what it would find, in place of what is read; an empty field
// brings that back. Marked there is what only begins like the last word; the button and Enter search as without script.
const form = document.querySelector("search form");
const field = form.elements.q;
const place = document.querySelector(".reading-text");
const said = document.querySelector(".search-said");
const WAIT = 250;
const asked = field.value;
const read = [...place.childNodes];
let timer;
let asking = new AbortController();

async function show(text) {
  asking.abort();
  asking = new AbortController();
  if (!text || text === asked.trim()) {
    place.replaceChildren(...read);
    said.textContent = "";
    return;
  }
  const address = `${form.action}?${new URLSearchParams({ q: text, typing: 1 })}`;
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.querySelector(".reading-text").childNodes);
    said.textContent = (place.querySelector(".coverage, .nothing")?.textContent ?? "").replace(/\s+/g, " ").trim();
  } catch {
    // Another letter came, or the net is away: the button still searches.
  }
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  const text = field.value.trim();
  if (!text) show("");
  else if (text.length > 1) timer = setTimeout(show, WAIT, text);
});
