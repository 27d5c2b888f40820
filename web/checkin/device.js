// A name that this device made up for itself: it tells whether two people check in with one telephone, and nothing else.

import { lasting } from "../storage.js";

const KEY = "preau.checkin.device";

export function deviceName() {
  const known = lasting.read(KEY);
  if (known) return known;
  const made = crypto.randomUUID();
  lasting.write(KEY, made);
  return made;
}
