// Keys and what is typed at the beginning of a line.
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { inputRules, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { schema } from "../text/schema.js";
import { bold, indent, italic, lineBreak, nextNote, outdent, redo, undo } from "./commands.js";

const { bullet_list, ordered_list } = schema.nodes;

const rules = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*•]\s$/, bullet_list),
    wrappingInputRule(
      /^(\d{1,3})[.)]\s$/,
      ordered_list,
      ([, number]) => ({ order: Number(number) }),
      ([, number], list) => list.childCount + list.attrs.order === Number(number),
    ),
  ],
});

/** The plugins for keys; `askLink` is the command behind Mod-k. */
export const keys = ({ askLink }) => [
  rules,
  keymap({
    Enter: nextNote,
    "Shift-Enter": lineBreak,
    "Mod-Enter": lineBreak,
    Tab: indent,
    "Shift-Tab": outdent,
    Backspace: chainCommands(undoInputRule, baseKeymap.Backspace),
    "Mod-b": bold,
    "Mod-i": italic,
    "Mod-k": askLink,
    "Mod-z": undo,
    "Mod-y": redo,
    "Shift-Mod-z": redo,
  }),
  keymap(baseKeymap),
];
