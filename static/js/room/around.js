// The room page around the text: which question is open, dialogues, people, clock, messages. The text itself is entries/room.js, which
// brings this along: one file, since together they are smaller and come at once.
import "./dialogues.js";
import "./focus.js";
import "./habits.js";
import "./messages.js";
import "./own.js";
import "./press.js";
import "./prompts.js";
import "./send.js";
import "./states.js";
import "./step.js";
