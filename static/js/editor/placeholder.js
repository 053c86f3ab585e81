// An empty field says what to do, or that nothing was done; the words are an attribute and never become text.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const isEmpty = ({ childCount, firstChild }) => childCount === 1 && firstChild.isTextblock && firstChild.content.size === 0;

/** `words()` are those that are true now. */
export const placeholder = (words) =>
  new Plugin({
    props: {
      decorations({ doc }) {
        if (!words() || !isEmpty(doc)) return DecorationSet.empty;
        const attributes = { "data-placeholder": words() };
        return DecorationSet.create(doc, [Decoration.node(0, doc.content.size, attributes)]);
      },
    },
  });
