// A card of a part of the program that is on and has nothing to show yet: what will stand here.

import { Empty } from "../components/empty.js";
import { Section } from "../components/section.js";
import { h } from "../h.js";

/**
 * @param {{
 *   title: string, icon: import("../components/icon_shapes.js").IconName, empty: string, text: string,
 *   action?: import("../h.js").Children,
 * }} props
 */
export function Coming({ title, icon, empty, text, action }) {
  return h(Section, { title, card: true }, h(Empty, { icon, title: empty, text, action, small: true }));
}
