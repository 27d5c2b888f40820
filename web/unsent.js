// What was written without a network is sent from whichever page is open once it is back: the files that do so are
// fetched when this device keeps something, even after the app was closed meanwhile.

import { effect } from "./h.js";
import { profile } from "./session.js";
import { lasting } from "./storage.js";

/** @type {readonly { key: (owner: number) => string, start: () => Promise<unknown> }[]} by what is stored, and what sends it */
const QUEUES = [{ key: (owner) => `preau.rolls.${owner}`, start: () => import("./register/sending.js") }];

export function startUnsent() {
  effect(() => {
    const owner = profile.value?.user.id;
    if (!owner) return;
    for (const { key, start } of QUEUES) {
      // Files that do not come: its own page sends it.
      if (lasting.read(key(owner)) !== null) start().catch(() => {});
    }
  });
}
