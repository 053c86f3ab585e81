// The document's schema in the browser: app/documents/schema.json, which the server reads too, and how it looks in a page.
import { Schema } from "prosemirror-model";
import spec from "../../../app/documents/schema.json" with { type: "json" };
import { looks } from "./looks.js";

export const { number, limits } = spec;

export const isHref = (text) => new RegExp(spec.patterns.href, "u").test(text);

/** NUL, a line break or half a surrogate pair: what no text of a note may hold. */
export const unfit = new RegExp(spec.patterns.unfit, "gu");

const dressed = (kind) =>
  Object.fromEntries(Object.entries(spec[kind]).map(([name, own]) => [name, { ...own, ...looks(isHref)[kind][name] }]));

export const schema = new Schema({ nodes: dressed("nodes"), marks: dressed("marks") });
