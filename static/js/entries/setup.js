// The pages that make a seminar ready: what was typed and not yet saved is there again after leaving the page.
import "../page/unsaved.js";
