// What steps do here otherwise than out of the box, or say besides.
import { Slice } from "prosemirror-model";
import { AddMarkStep, RemoveMarkStep, ReplaceStep } from "prosemirror-transform";

// Where an own insertion goes when somebody else inserted at the very same place and came first. Letters stay before what
// the other put there, so that a word does not go on in the note that another began behind it; a new note goes behind it,
// so that it does not take another's last letters along. prosemirror-transform knows one bias for all; this gives each step its own.
const map = ReplaceStep.prototype.map;

export const isInline = ({ openStart, content } = Slice.empty) => openStart === 0 && (content.firstChild?.isInline ?? true);

ReplaceStep.prototype.map = function mapByKind(mapping) {
  ReplaceStep.MAP_BIAS = isInline(this.slice) ? -1 : 1;
  return map.call(this, comesAgain(this) ? returning(mapping) : mapping);
};

/** A rebase's `mapping` for what an undo brings back: to where its first letter stood, whatever others wrote on either side. */
const returning = (mapping) => ({
  mapResult(pos, assoc) {
    let [found, place] = [null, pos];
    for (let at = mapping.from; at < mapping.to; at++) {
      const [from, size] = mapping.maps[at].ranges;
      if (from < place && place <= from + size) break; // it belongs to what goes here
      const isUndone = from === place && mapping.getMirror(at) > at; // to be done again behind others'
      if (isUndone) found = size ? null : mapping.slice(at + 1).mapResult(place, 1);
      place = mapping.maps[at].map(place, -1);
    }
    return found ?? mapping.mapResult(pos, assoc);
  },
});

// To undo a mark over several notes, prosemirror-transform makes a `markSet`, which prosemirror-py does not know, so the
// server would refuse it. Transform.addMark and removeMark cover only text that needs it: one step back is enough.
AddMarkStep.prototype.invert = function invert() {
  return new RemoveMarkStep(this.from, this.to, this.mark);
};
RemoveMarkStep.prototype.invert = function invert() {
  return new AddMarkStep(this.from, this.to, this.mark);
};

// What is put in may have been there before: an undo brings it back, or it was taken out by somebody who had not seen it. Such
// a step says so by `structure`: that it overwrites no text. No keyboard's step that says this has letters.
export const isOver = ({ from, to }, doc) => doc.textBetween(from, to, "", " ") !== "";
export const again = (step, doc) =>
  step instanceof ReplaceStep && step.slice.size && !isOver(step, doc) ? new ReplaceStep(step.from, step.to, step.slice, true) : step;
export const comesAgain = (step) => step instanceof ReplaceStep && step.structure;
