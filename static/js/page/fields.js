// A form with data-checks says itself, beside the field and in the page's language, what is missing or wrong, before it is sent.
// All forms are `novalidate`: a browser's own bubbles come in the browser's language and go away unread.
const words = document.getElementById("form-words").dataset;

const missing = (field) => (field.matches("select, [type=radio]") ? words.unchosen : words.missing);
const sentence = (field) => (field.validity.valueMissing ? missing(field) : (field.dataset.wrong ?? words.wrong));

function tell(field, said) {
  const id = `${field.id}-error`;
  const told = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
  document.getElementById(id)?.remove();
  if (said) {
    const error = Object.assign(document.createElement("p"), { id, className: "ds-validation-message", textContent: said });
    error.dataset.field = "validation";
    field.after(error);
    told.push(id);
  }
  field.setAttribute("aria-describedby", told.join(" "));
  field.setAttribute("aria-invalid", Boolean(said));
}

/** Whether a form may be sent; otherwise its first wrong field has the focus, and its sentence is read with it. */
function passes(form) {
  const fields = [...form.elements].filter((field) => field.id && field.willValidate);
  for (const field of fields) if (!field.validity.valid || field.ariaInvalid === "true") tell(field, field.validity.valid ? "" : sentence(field));
  const wrong = fields.find((field) => !field.validity.valid);
  wrong?.focus();
  return !wrong;
}

// Before htmx and every script of the page, which listen further in.
document.addEventListener(
  "submit",
  (event) => {
    if (!("checks" in event.target.dataset) || passes(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

document.addEventListener("input", ({ target }) => {
  if (target.form && "checks" in target.form.dataset && target.ariaInvalid === "true" && target.validity.valid) tell(target, "");
});

// The name of a chosen file, beside a button of ours.
document.addEventListener("change", ({ target }) => {
  const [file] = target.files ?? [];
  if (file) document.querySelector(`[data-names="${target.id}"]`).textContent = file.name;
});
