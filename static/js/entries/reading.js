// Reading pages work without this; it adds what the device keeps and what is copied from it.
import { keepThisPage } from "../room/device.js";
import "../reading/bookmarks.js";
import "../reading/folds.js";
import "../reading/quotes.js";
import "../reading/near.js"; // after the quotes, which are made of what a note says
import "../reading/textsizes.js";
import "../reading/typing.js";
import "../reading/unread.js";

keepThisPage();
