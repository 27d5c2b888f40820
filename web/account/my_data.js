// One's own record as the pages of an account show and change it: `me` of the session, which every page sees.

import { get } from "../api.js";
import { useEffect } from "../h.js";
import { me, reloadProfile } from "../session.js";

/** @typedef {import("../types/session.js").Me} MyData */

/**
 * What is known of me, read again when the page opens: its `row_version` must be the present one before anything is
 * changed. Null only while the server demands something first.
 */
export function useMyData() {
  useEffect(() => {
    const controller = new AbortController();
    get("/api/me/", undefined, { signal: controller.signal }).then(
      (fresh) => (me.value = fresh),
      // What the session knows stays on the page; a change against it is refused if it is old.
      () => {},
    );
    return () => controller.abort();
  }, []);
  return me.value;
}

/**
 * After a change: what the server answered is what is shown everywhere, the picture in the header and other tabs included.
 * @param {MyData} changed
 */
export async function adoptMyData(changed) {
  me.value = changed;
  // The change is made; that the rest could not be read again is told by the next page.
  await reloadProfile().catch(() => {});
}
