// Orders to many seats: one at a time, its words at the end, and what is left to be shown of it.

import { useState } from "../h.js";
import { refusalText } from "../refusal_text.js";
import { toast } from "../toasts.js";
import { tellOf } from "./not_taken.js";
import { giveOrder } from "./orders.js";

/** @typedef {import("./orders.js").Given} Given */
/** @typedef {ReturnType<typeof useOrders>} Orders */

/** @param {() => unknown} onDone what was changed is read again */
export function useOrders(onDone) {
  const [busy, setBusy] = useState("");
  const [left, setLeft] = useState(/** @type {Given | null} */ (null));
  const done = (/** @type {Given} */ given) => {
    if (tellOf(given)) setLeft(given);
    void onDone();
  };
  /** @param {import("./orders.js").Order} order @param {import("./orders.js").Whom} whom whether it was given */
  const give = async (order, whom) => {
    if (busy) return false;
    setBusy(order.order);
    try {
      done(await giveOrder(order, whom));
      return true;
    } catch (error) {
      toast(refusalText(error), { tone: "wrong" });
      return false;
    } finally {
      setBusy("");
    }
  };
  return { busy, left, give, done, putAway: () => setLeft(null) };
}
