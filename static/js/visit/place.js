// Where a visit's page stands: for which group, and at which question. The address says it, so a page that is loaded again,
// or given out by the worker for another address of the same room, is the same page.
const main = document.getElementById("main");

/** `data` is what the server wrote into the page; `moved(place)` is called whenever the place is another. */
export class Place {
  constructor({ data, moved }) {
    Object.assign(this, { data, moved });
    addEventListener("popstate", () => this.show());
    document.addEventListener("click", (event) => this.#press(event));
  }

  get #query() {
    return new URLSearchParams(location.search);
  }

  get group() {
    const wanted = this.#query.get("group");
    return this.data.members.some(({ id }) => id === wanted) ? wanted : "";
  }

  get at() {
    const steps = main.querySelectorAll("[data-step]").length;
    return Math.min(Math.max(Number(this.#query.get("at")) || 1, 1), steps || 1);
  }

  #press(event) {
    const way = event.target.closest?.("[data-goes]");
    if (!way || event.button || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    const query = this.#query;
    query.set("at", way.dataset.goes);
    history.pushState(null, "", `?${query}`);
    this.show();
    main.querySelector("[data-step]:not([hidden]) .visit-question").focus();
    scrollTo(0, 0);
  }

  show() {
    const { group, at } = this;
    const choose = main.querySelector("[data-choose]");
    const chosen = !choose || Boolean(group) || !choose.querySelector("a, form");
    if (choose) choose.hidden = chosen;
    for (const steps of main.querySelectorAll("[data-steps]")) steps.hidden = !chosen;
    for (const step of main.querySelectorAll("[data-step]")) step.hidden = Number(step.dataset.step) !== at;
    for (const whose of main.querySelectorAll("[data-whose]")) {
      whose.hidden = !group;
      whose.querySelector("[data-group-name]").textContent = this.data.members.find(({ id }) => id === group)?.name ?? "";
    }
    this.moved({ group, at });
  }
}
