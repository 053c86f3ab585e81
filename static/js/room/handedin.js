// What this page handed in after closing stays in sight, so that its writer knows what became of it.
import { textOf } from "../text/plain.js";

export class HandedIn {
  /** `section` is #handed-in: hidden, with a `<template>` of one entry that holds [data-late-text]. */
  constructor(section) {
    this.section = section;
    this.size = 0;
  }

  add(record) {
    const { section } = this;
    this.size += 1;
    if (!section) return;
    const entry = section.querySelector("template").content.firstElementChild.cloneNode(true);
    entry.querySelector("[data-late-text]").textContent = textOf(record);
    section.append(entry);
    section.hidden = false;
  }
}
