// Where one meets when the coach says nothing else: at the place.

import { place } from "../place.js";

/** "Centre Préau, 12 rue des Tilleuls, 75011 Paris" */
export function placeInLine() {
  const { name, address } = place.value;
  return [name, ...address.split("\n")].map((part) => part.trim()).filter(Boolean).join(", ");
}
