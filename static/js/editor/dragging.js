// A text that is dragged from one field into another is moved, as within a field: it goes from the first when it stands in
// the second. ProseMirror knows of one field only, and would leave it in both.
let dragged = null; // the view that it comes from, while it is on its way

const copies = ({ altKey, ctrlKey }) => (/Mac|iP(hone|[oa]d)/.test(navigator.platform) ? altKey : ctrlKey);

/** `began(view)` is called when something is taken up. */
export const dragging = (began) => ({
  dragstart(view) {
    dragged = { view };
    began(view);
    return false;
  },
  dragend() {
    dragged = null;
    return false;
  },
  drop(_view, event) {
    if (dragged) dragged.isMove = !copies(event);
    return false;
  },
});

/** `transaction` is done in `view`, whose document was `before`: what was moved here goes from where it was. */
export function finishMove(view, transaction, before) {
  if (transaction.getMeta("uiEvent") !== "drop" || !dragged?.isMove) return;
  const { view: source } = dragged;
  dragged = null;
  const { state } = source;
  if (source === view || view.state.doc === before || state.selection.empty || !source.editable) return;
  source.dispatch(state.tr.deleteSelection().setMeta("uiEvent", "drag"));
}
