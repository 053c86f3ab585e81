// A room for one test: an authority, time, and devices whose net is as the test wants it.
import { TextSelection } from "prosemirror-state";
import { Authority } from "./authority.mjs";
import { seeded, Time } from "./chance.mjs";
import { Device } from "./device.mjs";

export function room(count = 2, names = ["a1"]) {
  const time = new Time();
  const authority = new Authority(names);
  const chance = seeded(1);
  const devices = Array.from({ length: count }, () => new Device({ authority, time, chance, rough: false }));
  return { time, authority, devices, settle: () => time.run(5_000) };
}

/** Types `text` at `pos`, or at the end of the last note. */
export function type(device, text, pos) {
  const [document] = device.documents;
  const at = pos ?? document.state.doc.content.size - 1;
  device.act(document, (state, dispatch) => dispatch(state.tr.setSelection(TextSelection.create(state.doc, at)).insertText(text)));
}

export const act = (device, command) => device.act(device.documents[0], command);

export const cursor = (from, to = from) => (state, dispatch) =>
  dispatch(state.tr.setSelection(TextSelection.between(state.doc.resolve(from), state.doc.resolve(to))));

export const lines = ({ doc }) => doc.content.content.map((node) => node.textContent);
export const linesOf = (device) => lines(device.documents[0].state);
