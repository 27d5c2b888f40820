// One tab at a time: Web Locks, or a lease in localStorage where a browser has none.

import { TIMES } from "./constants.js";
import { lasting } from "./storage.js";

/**
 * Runs `work` while no other tab does.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function alone(name, work) {
  const { locks } = navigator;
  // The types say that `work`'s promise would come wrapped.
  return locks ? /** @type {Promise<any>} */ (locks.request(name, work)) : withLease(name, work);
}

const LOOK_AGAIN = 40;

/** @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>} */
async function withLease(name, work) {
  const mine = crypto.randomUUID();
  while (!(await claimed(name, mine))) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  try {
    return await work();
  } finally {
    if (holder(name) === mine) lasting.write(name, null);
  }
}

/** @param {string} name @returns {string | null} who holds a lease that still runs */
function holder(name) {
  const [owner, until] = (lasting.read(name) ?? "").split(" ");
  return Number(until) > Date.now() ? owner : null;
}

/** Two tabs may write at once: who still stands there after a moment has it. @param {string} name @param {string} mine */
async function claimed(name, mine) {
  if (holder(name)) return false;
  lasting.write(name, `${mine} ${Date.now() + TIMES.lease}`);
  await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  return holder(name) === mine;
}
