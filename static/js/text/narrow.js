// What is typed over several notes goes between what is left of them. Whoever reads it from the page takes the last note,
// which stands in the first one's element now, for a new one, and would write anew what others wrote there.
import { Slice } from "prosemirror-model";
import { Selection } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";

/** `change`, or one that makes the same of `state` and leaves the end of the last note alone. */
export function narrowed(state, change) {
  const { from, to, slice } = change.steps[0] ?? {};
  if (change.steps.length > 1 || !slice?.openStart || slice.openEnd) return change;
  const [old, fresh] = [state.doc.resolve(to).nodeBefore, slice.content.lastChild];
  if (!old?.isTextblock || !fresh.isTextblock || to - old.nodeSize < from) return change;
  const { a = 0 } = old.content.findDiffEnd(fresh.content) ?? {};
  const kept = old.content.size - a + 1;
  const made = state.tr;
  const step = new ReplaceStep(from, to - kept, new Slice(slice.content.cut(0, slice.content.size - kept), slice.openStart, 1));
  if (made.maybeStep(step).failed || !made.doc.eq(change.doc)) return change;
  Object.assign(made.meta, change.meta);
  if (change.scrolledIntoView) made.scrollIntoView();
  return made.setSelection(Selection.fromJSON(made.doc, change.selection.toJSON()));
}
