// What was typed into a form of set-up and not saved: kept for this tab, put back when the page is opened again, and said.
// The form's page holds <template id="unsaved">, a line with a button [data-throws-away].

const PREFIX = "samtavle:unsaved:";
const FORMS = ".setup-main form.form[hx-post]";
const line = document.getElementById("unsaved");

const keyOf = (form) => PREFIX + form.getAttribute("hx-post");
const fields = (form) => [...form.elements].filter(({ name, type }) => name && !/^(hidden|submit|button|file|fieldset)$/.test(type));
const isTicked = ({ type }) => type === "checkbox" || type === "radio";
const valueOf = (field) => (isTicked(field) ? field.checked : field.value);
const valuesOf = (form) => fields(form).map(valueOf);

/** What stands in the page as it came, whatever the browser has put there since. */
function servedIn(form) {
  return fields(form).map((field) => {
    if (isTicked(field)) return field.defaultChecked;
    if (field.type !== "select-one") return field.defaultValue;
    return ([...field.options].find(({ defaultSelected }) => defaultSelected) ?? field.options[0])?.value;
  });
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const drop = (form) => sessionStorage.removeItem(keyOf(form));

function put(form, values) {
  fields(form).forEach((field, at) => {
    if (isTicked(field)) field.checked = values[at];
    else field.value = values[at];
  });
}

function keep(form) {
  const values = valuesOf(form);
  if (isSame(values, servedIn(form))) return drop(form);
  sessionStorage.setItem(keyOf(form), JSON.stringify(values));
}

/** Says that the form holds what is not saved; throwing that away can be taken back. */
function say(form, values) {
  const said = line.content.firstElementChild.cloneNode(true);
  const [throwAway, undo] = said.querySelectorAll("button");
  const change = (shown, isThrown) => {
    put(form, shown);
    keep(form);
    said.toggleAttribute("data-thrown", isThrown);
    (isThrown ? undo : throwAway).focus();
    form.querySelector("textarea, input")?.dispatchEvent(new Event("input", { bubbles: true })); // a preview follows
  };
  throwAway.addEventListener("click", () => change(servedIn(form), true));
  undo.addEventListener("click", () => change(values, false));
  form.prepend(said);
}

function recall(form) {
  const found = sessionStorage.getItem(keyOf(form));
  if (!found || form.querySelector("[data-unsaved], [aria-invalid]")) return;
  const values = JSON.parse(found);
  if (values.length !== fields(form).length || isSame(values, servedIn(form))) return drop(form); // another form by now
  put(form, values);
  say(form, values);
  form.querySelector("textarea, input")?.dispatchEvent(new Event("input", { bubbles: true }));
}

function recallAll() {
  for (const form of document.querySelectorAll(FORMS)) recall(form);
}

const formOf = (element) => element.closest?.(FORMS);

document.addEventListener("input", ({ target }) => formOf(target) && keep(formOf(target)));
document.addEventListener("click", ({ target }) => {
  const cancelled = target.closest(".form-acts a");
  if (cancelled && formOf(cancelled)) drop(formOf(cancelled));
});
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement.matches(FORMS) && ctx.response?.status < 400) drop(ctx.sourceElement);
});
document.addEventListener("htmx:after:swap", recallAll);
recallAll();
