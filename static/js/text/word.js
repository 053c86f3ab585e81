// Where the word stands that was composed last, whatever others did to the text meanwhile.
import { Plugin, PluginKey } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { insertedBy, mapsOf } from "./inserted.js";
import { isInline } from "./steps.js";

const key = new PluginKey("word");
const COMPOSED = "composition"; // what ProseMirror calls the changes of one

/** Whether one types on behind the word. */
const typesOn = ({ steps }, { to }) => steps.every((step) => step instanceof ReplaceStep && step.from === to && step.to === to && isInline(step.slice));

/**
 * The plugin; `length()` is how many letters have been composed at the cursor. What is typed on behind them while `ends()`,
 * before it is known what others did meanwhile, goes where the word goes.
 */
export const wordKeeping = (length, ends = () => false) =>
  new Plugin({
    key,
    state: {
      init: () => null,
      apply(change, word, _before, { selection: { $head, head } }) {
        if (!change.docChanged) return word;
        if (change.getMeta(COMPOSED)) return { from: Math.max($head.start(), head - length()), to: head };
        const side = word && ends() && typesOn(change, word) ? 1 : -1;
        return word && { from: change.mapping.map(word.from, 1), to: change.mapping.map(word.to, side) };
      },
    },
  });

/** `{from, to}` of the word in `state`; null when there is none, or somebody took it out. */
export function wordIn(state) {
  const word = key.getState(state);
  return word && word.from < word.to ? word : null;
}

/** The word, when letters of it are among those that `steps`, the last in the document, put in: others may have seen the rest. */
export function halfSent(state, steps) {
  const word = wordIn(state);
  return word && insertedBy(mapsOf(steps)).some(({ from, to }) => from < word.to && to > word.from) ? word : null;
}
