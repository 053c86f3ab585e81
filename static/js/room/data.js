// What the server wrote into the page for scripts: blocks of JSON, by their element's id.

/** The value of `<script type="application/json" id="…">`; `otherwise` where the page has none. */
export function data(id, otherwise) {
  const block = document.getElementById(id);
  return block ? JSON.parse(block.textContent) : otherwise;
}

/** The header that a write with a cookie needs; htmx sends the same one from the body. */
export function csrf() {
  const headers = document.body.getAttribute("hx-headers:inherited") ?? document.body.getAttribute("hx-headers");
  return headers ? JSON.parse(headers) : {};
}
