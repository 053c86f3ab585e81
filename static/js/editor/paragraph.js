// A note in the page. Its attributes change in place: an element made anew would end a composition in it. For the same
// reason the element of one note never becomes another's, and one that is composed in goes where the cursor goes.

/** A node view; `tagOf(member)` is what stands in the margin ("Fra Gol"), or nothing. */
export const paragraph = (tagOf) => (first, view) => {
  const dom = document.createElement("p");
  dom.dir = "auto";
  let shown = first;
  const set = (name, value) => {
    if (!value) dom.removeAttribute(name);
    else if (dom.getAttribute(name) !== value) dom.setAttribute(name, value);
  };
  const show = ({ id, member }) => {
    set("data-note", id);
    set("data-member", member);
    set("data-by", member && tagOf(member));
  };
  const isComposedIn = () => view.composing && dom.contains(dom.ownerDocument.getSelection().focusNode);
  const isSame = (node) => !shown.attrs.id || shown.attrs.id === node.attrs.id;
  const update = (node) => {
    const fits = isComposedIn() ? node === view.state.selection.$head.parent : isSame(node);
    if (node.type !== shown.type || !fits) return false;
    shown = node;
    show(node.attrs);
    return true;
  };
  show(first.attrs);
  return { dom, contentDOM: dom, update };
};
