// toDOM and parseDOM of each node and mark: the same elements that app/boards/html.py writes.

const attribute = (element, name) => element.getAttribute(name) || null;

/** `{nodes, marks}`, to be laid over the bare schema; `isHref` says which addresses a link may have. */
export const looks = (isHref) => ({
  nodes: {
    paragraph: {
      toDOM: ({ attrs }) => ["p", { dir: "auto", "data-note": attrs.id, "data-member": attrs.member }, 0],
      parseDOM: [
        {
          tag: "p",
          getAttrs: (element) => ({ id: attribute(element, "data-note"), member: attribute(element, "data-member") }),
        },
        { tag: "div, h1, h2, h3, h4, h5, h6, blockquote, dt, dd, tr, pre", priority: 40 },
      ],
    },
    bullet_list: { toDOM: () => ["ul", 0], parseDOM: [{ tag: "ul" }] },
    ordered_list: {
      toDOM: ({ attrs }) => ["ol", attrs.order === 1 ? {} : { start: attrs.order }, 0],
      parseDOM: [{ tag: "ol", getAttrs: (element) => ({ order: Math.max(0, Math.trunc(element.start)) || 1 }) }],
    },
    list_item: { toDOM: () => ["li", 0], parseDOM: [{ tag: "li" }] },
    hard_break: { toDOM: () => ["br"], parseDOM: [{ tag: "br" }] },
  },
  marks: {
    link: {
      toDOM: ({ attrs }) => ["a", { href: attrs.href, rel: "noopener noreferrer nofollow" }, 0],
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (element) => isHref(element.getAttribute("href")) && { href: element.getAttribute("href") },
        },
      ],
    },
    strong: {
      toDOM: () => ["strong", 0],
      parseDOM: [
        { tag: "strong" },
        { tag: "b" }, // what styles say is told in elements by paste/foreign.js
      ],
    },
    em: { toDOM: () => ["em", 0], parseDOM: [{ tag: "i" }, { tag: "em" }] },
  },
});
