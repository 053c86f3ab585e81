// What pages with forms have; a room does without, since its few fields are looked after where they are sent.
import "../page/fields.js";
import "../page/oncesent.js";
