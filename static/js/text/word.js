// Where the word stands that was composed last, whatever others did to the text meanwhile.
import { Plugin, PluginKey } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { survivors } from "./fates.js";
import { insertedBy, mapsOf } from "./inserted.js";
import { isInline } from "./steps.js";

const key = new PluginKey("word");
const COMPOSED = "composition"; // what ProseMirror calls the changes of one

/** From where to where the word reaches, whatever others wrote in its midst; null without one. */
export const reachOf = (word) => (word ? { from: word[0].from, to: word.at(-1).to } : null);

/** Whether one types on behind `to`. */
const typesOn = ({ steps }, to) => steps.every((step) => step instanceof ReplaceStep && step.from === to && step.to === to && isInline(step.slice));

/**
 * The plugin; `length()` is how many letters have been composed at the cursor. What is typed on behind them while `ends()`,
 * before it is known what others did meanwhile, goes where the word goes.
 */
export const wordKeeping = (length, ends = () => false) =>
  new Plugin({
    key,
    state: {
      init: () => [],
      apply(change, word, _before, { selection: { $head, head } }) {
        const told = change.getMeta(key);
        if (told || !change.docChanged) return told ?? word;
        if (change.getMeta(COMPOSED)) return [{ from: Math.max($head.start(), head - length()), to: head }].filter(({ from, to }) => from < to);
        const left = survivors(change.mapping, word);
        const last = word.at(-1);
        if (last && ends() && typesOn(change, last.to)) left.at(-1).to = change.mapping.map(last.to, 1);
        return left;
      },
    },
  });

/** The letters of the word in `state`, as ranges in order; null when there is none, or somebody took it out. */
export function wordIn(state) {
  const word = key.getState(state);
  return word?.length ? word : null;
}

/** With `change`, what an earlier page of this device made, the `word` stands that was composed in it. */
export const withWord = (change, word) => change.setMeta(key, word);

/** The word, when letters of it are among those that `steps`, the last in the document, put in: others may have seen the rest. */
export function halfSent(state, steps) {
  const word = wordIn(state);
  const isIn = (range) => ({ from, to }) => from < range.to && to > range.from;
  return word && insertedBy(mapsOf(steps)).some((range) => word.some(isIn(range))) ? word : null;
}
