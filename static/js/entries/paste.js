// What cleans a paste. The room's page asks for it with the first touch of a field or a key (editor/cleaner.js).
// It imports nothing that the room's own script has, so that it stays a file of its own.
import "../paste/form.js";
export { cleaned } from "../paste/foreign.js";
export { linesToNotes } from "../paste/lines.js";
