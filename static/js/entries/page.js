// What every page has: htmx, and the few habits that all pages share.
import htmx from "htmx.org";
import "../page/answers.js";
import "../page/clock.js";
import "../page/confirm.js";
import "../page/dialog.js";
import "../page/failure.js";
import "../page/fullscreen.js";
import "../page/keyboard.js";
import "../page/leave.js";
import "../page/onepress.js";
import "../page/print.js";
import "../page/rest.js";
import "../page/schemes.js";
import "../page/toast.js";

// By itself it waits for a turn of the page's, and what is pressed before that would leave the page.
htmx.initialize();
