// Whose caret it is: the name and the colour that stand in the list of people.

/** A caret of a `carets` frame with its owner's `name` and `hue`; somebody without a name has a number there. */
export function owned(caret) {
  const person = document.querySelector(`.person[data-seat="${CSS.escape(caret.seat ?? "")}"]`);
  const name = caret.name || person?.querySelector(".person-name").textContent.trim() || document.getElementById("board-words").dataset.somebody;
  return { ...caret, name, hue: person?.dataset.hue ?? "" };
}
