// The pages that make a seminar ready: what was typed and not yet saved is there again after leaving the page, and no
// press loses the focus.
import "../page/keptfocus.js";
import "../page/unsaved.js";
