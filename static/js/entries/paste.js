// What cleans a paste. The room's page names it for the worker and asks for it once the text stands (editor/cleaner.js).
// It imports nothing that the room's own script has, so that it stays a file of its own.
export { cleaned } from "../paste/foreign.js";
export { linesToNotes } from "../paste/lines.js";
