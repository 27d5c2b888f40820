// What I wait for, and what was offered to me.

import { get } from "../api.js";
import { useEffect } from "../h.js";
import { useLoad } from "../load.js";
import { profile } from "../session.js";

/** @typedef {import("../types/api.js").components["schemas"]["WishAnswer"]} Wish */
/** @typedef {Wish & { offer: NonNullable<Wish["offer"]> }} Offered */
/** @typedef {import("../types/session.js").ListOf<Wish>} Wishes */
/** @typedef {import("../load.js").Load<Wish[]>} WishesLoad */

/** So often it is looked whether something was offered, while the page is seen. */
const EVERY = 60_000;

/** @returns {WishesLoad} */
export function useWishes() {
  const load = useLoad(readWishes, []);
  const { reload } = load;
  const isWaiting = (load.data?.length ?? 0) > 0;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") reload();
    };
    const timer = isWaiting ? setInterval(look, EVERY) : undefined;
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [isWaiting, reload]);
  return load;
}

/** Those alive, of oneself also where one sees others' as coach or staff. @param {AbortSignal} signal */
async function readWishes(signal) {
  const client = profile.peek()?.user.id ?? 0;
  const { results } = /** @type {Wishes} */ (await get("/api/waiting-list/", { status: "waiting,offered", client, page_size: 200 }, { signal }));
  return results;
}

/** Those whose offer can still be taken. @param {Wish[]} wishes @param {number} now milliseconds @returns {Offered[]} */
export function offered(wishes, now) {
  return wishes.filter(/** @returns {wish is Offered} */ (wish) => wish.offer !== null && Date.parse(wish.offer.expires_at) > now);
}
