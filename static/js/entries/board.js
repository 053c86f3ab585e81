// The room page around the text: which question is open, dialogues, people, clock, messages. The text itself is room.js.
import "../room/dialogues.js";
import "../room/focus.js";
import "../room/habits.js";
import "../room/messages.js";
import "../room/own.js";
import "../room/press.js";
import "../room/prompts.js";
import "../room/send.js";
import "../room/states.js";
import "../room/step.js";
import "../room/timekeeper.js";
