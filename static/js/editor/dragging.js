// A text that is dragged from one field into another is moved, as within a field: it goes from the first when it stands in
// the second. ProseMirror knows of one field only, and would leave it in both. Into a form's field it is copied (paste/form.js):
// what all read does not go because somebody notes it down, and no undo would take both back.
import { halfOf } from "../text/undo.js";

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

/** Does `transaction` in `view` by `dispatch`. What is moved here goes from where it was, and one undo takes both back. */
export function move(view, transaction, dispatch) {
  const source = transaction.getMeta("uiEvent") === "drop" && dragged?.isMove ? dragged.view : view;
  if (source === view || source.state.selection.empty || !source.editable) return dispatch(transaction);
  dragged = null;
  const [{ state }, sides] = [view, [view, source]];
  dispatch(halfOf(sides, transaction));
  if (view.state !== state) source.dispatch(halfOf(sides, source.state.tr.deleteSelection()));
}
