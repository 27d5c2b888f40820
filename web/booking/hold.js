// Keeping a time while the form is filled in. It is given back when one leaves; what was offered is not, since giving
// it back would decline it.

import { del, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { useCallback, useEffect, useRef, useState } from "../h.js";
import { secondsLeft } from "./countdown.js";

/** @typedef {import("../types/api.js").components["schemas"]["HoldAnswer"]} Held */
/**
 * @typedef {{ date: string, start: string, coach: number, service: number }} Time
 * @typedef {{ hold: number, expires_at: string }} Offer
 * @typedef {{ client?: number, moving?: number }} ForWhat  client: coach and staff book for them; moving: an appointment
 * @typedef {{ is: "none" } | { is: "taking" } | { is: "kept", id: number, until: number, seconds: number, isOffer: boolean }
 *   | { is: "over" } | { is: "refused", error: ApiError }} State  until: on this device's clock; seconds: so long in all
 * @typedef {{ state: State, again: () => void, settle: () => void }} Hold
 *  again: asks for it once more; settle: it is booked, nothing is to be given back
 */

/**
 * @param {Time | null} time null: nothing is kept
 * @param {Offer | null} offer made by the waiting list: this time is kept already
 * @param {ForWhat} [forWhat]
 * @returns {Hold}
 */
export function useHold(time, offer, { client, moving } = {}) {
  const [state, setState] = useState(/** @type {State} */ ({ is: "none" }));
  const [round, setRound] = useState(0);
  const isSettled = useRef(false);
  useEffect(() => {
    if (!time) return setState({ is: "none" });
    if (offer) {
      const until = Date.parse(offer.expires_at);
      return setState({ is: "kept", id: offer.hold, until, seconds: secondsLeft(until, Date.now()), isOffer: true });
    }
    return keep({ ...time, client, moving }, setState, isSettled);
  }, [time?.coach, time?.service, time?.date, time?.start, offer?.hold, client, moving, round]);
  const until = state.is === "kept" ? state.until : null;
  useEffect(() => {
    if (until === null) return undefined;
    const timer = setTimeout(() => setState({ is: "over" }), Math.max(0, until - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const settle = useCallback(() => void (isSettled.current = true), []);
  return { state, again, settle };
}

/**
 * @param {Time & ForWhat} wanted @param {(state: State) => void} setState @param {{ current: boolean }} isSettled
 * @returns {() => void} gives it back
 */
function keep(wanted, setState, isSettled) {
  let isHere = true;
  /** @type {number | null} */
  let id = null;
  let isOffer = false;
  const release = () => {
    if (id !== null && !isOffer && !isSettled.current) del(`/api/holds/${id}/`).catch(() => {});
  };
  setState({ is: "taking" });
  post("/api/holds/", wanted).then(
    (/** @type {Held} */ { id: made, seconds, is_offer }) => {
      id = made;
      // A time that is offered is held already: the answer names the offer.
      isOffer = is_offer;
      // Counted from here: the clock of the device may be wrong.
      if (isHere) setState({ is: "kept", id: made, until: Date.now() + seconds * 1000, seconds, isOffer });
      else release();
    },
    (error) => {
      if (isHere) setState({ is: "refused", error: error instanceof ApiError ? error : new ApiError(500, {}) });
    },
  );
  return () => {
    isHere = false;
    release();
  };
}

/** Seconds that go down to 0; null when nothing is kept. @param {number | null} until */
export function useSecondsLeft(until) {
  const [, setTurn] = useState(0);
  const left = until === null ? null : secondsLeft(until, Date.now());
  useEffect(() => {
    if (!left) return undefined;
    const timer = setTimeout(() => setTurn((turn) => turn + 1), 500);
    return () => clearTimeout(timer);
  });
  return left;
}
