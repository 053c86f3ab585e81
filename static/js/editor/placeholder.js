// An empty field says what to do; the words are an attribute and never become text.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const isEmpty = ({ childCount, firstChild }) => childCount === 1 && firstChild.isTextblock && firstChild.content.size === 0;

export const placeholder = (words) =>
  new Plugin({
    props: {
      decorations({ doc }) {
        if (!words || !isEmpty(doc)) return DecorationSet.empty;
        const attributes = { "data-placeholder": words };
        return DecorationSet.create(doc, [Decoration.node(0, doc.content.size, attributes)]);
      },
    },
  });
