// Which steps somebody does not want to be reminded of, on this device. One that becomes due later is shown again.

import { lasting } from "../storage.js";

/** @param {number} user */
const keyOf = (user) => `preau.steps-aside.${user}`;

/**
 * @param {number} user
 * @param {string[]} steps
 */
export function wasPutAside(user, steps) {
  const aside = (lasting.read(keyOf(user)) ?? "").split(" ");
  return steps.every((step) => aside.includes(step));
}

/**
 * @param {number} user
 * @param {string[]} steps
 * @returns {() => void} takes it back
 */
export function putAside(user, steps) {
  lasting.write(keyOf(user), steps.join(" "));
  return () => lasting.write(keyOf(user), null);
}
