// Reading pages work without this; it adds what the device keeps and what is copied from it.
import "../reading/bookmarks.js";
import "../reading/folds.js";
import "../reading/quotes.js";
import "../reading/typing.js";
import "../reading/unread.js";
