// What is dragged from a text into a form's field is written there as by hand, so that the field can take it back: what the
// browser drops it counts among the text's own changes. It comes with what cleans a paste, for that is fetched when a text is touched.

function placeCaret(field, { clientX, clientY }) {
  field.focus();
  const place = document.caretPositionFromPoint?.(clientX, clientY);
  if (place?.offsetNode === field) field.setSelectionRange(place.offset, place.offset);
}

function copyIn(event) {
  const { target, dataTransfer } = event;
  const isOurs = /\sdata-pm-slice=/.test(dataTransfer.getData("text/html"));
  if (!isOurs || typeof target.selectionStart !== "number") return;
  event.preventDefault();
  placeCaret(target, event);
  document.execCommand("insertText", false, dataTransfer.getData("text/plain"));
}

/** Into a field that has no place for a caret it is dropped by the browser, which would take it out of the text. */
function stay(event) {
  if (event.inputType === "deleteByDrag") event.preventDefault();
}

document.addEventListener("drop", copyIn);
document.addEventListener("beforeinput", stay, true);
