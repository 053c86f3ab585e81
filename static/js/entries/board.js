// The room page around the text: which question is open, dialogues, people, clock, messages. The text itself is room.js.
import "../board/dialogues.js";
import "../board/focus.js";
import "../board/habits.js";
import "../board/lit.js";
import "../board/messages.js";
import "../board/own.js";
import "../board/prompts.js";
import "../board/send.js";
import "../board/states.js";
import "../board/timekeeper.js";
