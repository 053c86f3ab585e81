// Mounts the editor of one document into its host: the server's HTML stays in place and becomes the field.
import { EditorView } from "prosemirror-view";
import { newId } from "../text/ids.js";
import { SETTLED, noteKeeping } from "../text/notes.js";
import { arrivals, remember } from "./arrival.js";
import { carets, showCarets } from "./carets.js";
import { place } from "./cleaner.js";
import { Composition } from "./composition.js";
import { move } from "./dragging.js";
import { keys } from "./keys.js";
import { askLink } from "./link.js";
import { paragraph } from "./paragraph.js";
import { pasting } from "./paste.js";
import { placeholder } from "./placeholder.js";
import { hold, watch } from "./stillness.js";
import { listenToTools, showTools } from "./toolbar.js";

function attributes(host, writable) {
  const { label, lang } = host.dataset;
  return {
    class: "notes-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label ?? "",
    ...(lang && { lang }),
    ...(!writable && { "aria-readonly": "true", tabindex: "0" }), // so that it can be read and copied from the keyboard
  };
}

/**
 * A cursor that has just been moved is in the page before the view has heard of it, and drawing would move it back. The
 * view's own way to read it is no part of its interface, so it is asked for with care.
 */
function readPage(view) {
  if (!view.composing) view.domObserver?.flush?.();
}

/** Redraws the field when its document changes, and shows whether it may be written in. */
function follow(view, opened, host, { tools, lit }) {
  const show = () => {
    host.dataset.mode = opened.writable ? "write" : "read";
    for (const each of tools) showTools(each, view, lit);
  };
  let putBack = null; // while others' steps come in
  opened.listen(({ type }) => {
    if (type === "changing") {
      readPage(view);
      putBack = hold();
      queueMicrotask(() => (putBack = null));
    }
    if (type !== "changed") return;
    view.updateState(opened.state);
    putBack?.();
    show();
  });
  for (const event of ["samtavle:part", "htmx:after:swap", "samtavle:dialogue"]) document.addEventListener(event, show); // whose word it is
  show();
}

/** A click beside the text, within the field's edge, is meant for the text. */
function focusFromEdge(host, view) {
  host.addEventListener("mousedown", (event) => {
    if (event.target.closest(".notes-text, button, select, a, input, .editor-tools") || !view.editable) return;
    event.preventDefault();
    view.focus();
  });
}

/**
 * `host` is `.editor[data-document]`; `sync` opens its document. `members` gives the tag of a member and says whether it
 * sits here, `lit(host)` is whom a new note in that field comes from, `choose(member)` hears who is chosen for it, `sayCaret(caret)` sends ours, `refuse(text)` keeps what is too
 * large to paste, and `unwritten` is what an empty field says that cannot be written in. Returns `{view, opened, carets(frame, connection)}`.
 */
export function mountEditor(host, { sync, members, lit, choose, sayCaret, refuse, unwritten }) {
  const { document: name, dialogue, version } = host.dataset;
  const doc = JSON.parse(host.querySelector(".editor-doc").textContent);
  const litHere = () => lit(host);
  const composition = new Composition();
  const plugins = [
    composition.plugin,
    arrivals(),
    place,
    noteKeeping({ makeId: newId, lit: litHere }),
    ...keys({ askLink }),
    placeholder(() => (opened.writable ? host.dataset.placeholder : unwritten)),
    carets({ opened: () => opened, tell: sayCaret, settled: SETTLED }),
  ];
  const opened = sync.open({ name, dialogue, version: Number(version), doc, plugins });
  const view = new EditorView(
    { mount: host.querySelector(".notes-text") },
    {
      state: opened.state,
      editable: () => opened.writable,
      attributes: () => attributes(host, opened.writable),
      dispatchTransaction(transaction) {
        if (transaction.docChanged) remember(name);
        move(view, transaction, (change) => opened.dispatch(change));
      },
      nodeViews: { paragraph: paragraph(members.tag) },
      ...pasting({ knows: members.sits, lit: litHere, refuse }),
    },
  );
  watch(view);
  const tools = [...host.querySelectorAll(".editor-tools")];
  for (const each of tools) listenToTools(each, () => view, { askLink, choose });
  follow(view, opened, host, { tools, lit: litHere });
  focusFromEdge(host, view);
  composition.watch(view, () => opened.release());
  opened.holds = (...given) => composition.holds(...given);
  opened.word = (...given) => composition.wordAmong(...given);
  const show = (shown, own) => {
    readPage(view);
    showCarets(view, opened, shown, own);
  };
  return { host, view, opened, carets: show };
}
