// What the server would refuse is refused before it becomes a step; shrinking is always allowed.
import { limits } from "./schema.js";

const measures = {
  characters: (doc) => doc.content.size,
  children: (node) => node.content.content.reduce((most, child) => Math.max(most, measures.children(child)), node.childCount),
  depth: (node) => node.content.content.reduce((deepest, child) => Math.max(deepest, 1 + measures.depth(child)), 0),
};

/** Whether `after` keeps within the limits of schema.json, or grows past none that `before` did not pass as far. */
export function fits(before, after) {
  return Object.entries(measures).every(([what, size]) => {
    const has = size(after);
    return has <= limits[what] || has <= size(before);
  });
}
