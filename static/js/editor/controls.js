// Signs that steer machines and would stand in a text as boxes.
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffc]/gu;

export const withoutControls = (text) => text.replace(CONTROLS, "");
