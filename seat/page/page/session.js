// What runs at a seat without an agent: the session that is open, how long still, and what orders do to it.

import { keep, kept } from "./kept.js";

export const here = {
  held: null,
  lease: 0,
  /** A session rests here that the page has forgotten, as after a reload. */
  isResting: false,
  notice: null,
  notices: 0,
};
let over = null;
let changed = () => {};

/** What is done when a session ends by itself. */
export const onChange = (then) => (changed = then);

export const leftMs = () => (here.held ? (here.held.suspended_ms ?? Math.max(0, here.held.until - performance.now())) : 0);

export function tell(told) {
  here.notice = told;
  here.notices += 1;
}

export function take({ session, remaining_ms, duration_ms, lease: signed }) {
  if (session === kept.ended || (signed && signed.serial <= here.lease)) return "refused";
  here.lease = signed?.serial ?? here.lease;
  here.isResting = false;
  const left = Math.max(0, Math.min(remaining_ms, signed?.closing_ms ?? Infinity));
  here.held = { session, duration_ms, until: performance.now() + left, suspended_ms: null, is_locked: false, warned: Infinity };
  clearTimeout(over);
  over = setTimeout(() => close("expired"), left);
  return "applied";
}

export function close(reason) {
  if (!here.held && !here.isResting) return;
  clearTimeout(over);
  here.held = null;
  here.isResting = false;
  kept.messages = [];
  keep();
  tell({ kind: "closed", reason });
  changed();
}

/** Another page is this seat: nothing ends here, and nothing is written down. */
export function forget() {
  clearTimeout(over);
  Object.assign(here, { held: null, lease: 0, isResting: false, notice: null });
}

export const orders = {
  // Without a lease it is not (or no longer) the session that runs here.
  session: (payload) => (payload.lease ? take(payload) : "refused"),
  time_added: (payload) => {
    if (here.isResting) return "applied";
    const { held } = here;
    const more = payload.duration_ms - (held?.session === payload.session ? held.duration_ms : payload.duration_ms);
    const rests = held?.session === payload.session && held.suspended_ms !== null && !payload.lease;
    // While it rests, only what is shown changes.
    if (rests) Object.assign(held, { suspended_ms: payload.remaining_ms, duration_ms: payload.duration_ms });
    const outcome = rests ? "applied" : payload.lease ? take(payload) : "refused";
    if (outcome === "applied" && more > 0) tell({ kind: "time_added", minutes: Math.round(more / 60_000) });
    return outcome;
  },
  warning: ({ minutes, reason }) => tell({ kind: "warning", minutes, reason }),
  suspended: ({ session, remaining_ms }) => {
    const { held } = here;
    if (held?.session !== session) return "refused";
    clearTimeout(over);
    held.suspended_ms = Math.max(0, remaining_ms ?? held.until - performance.now());
    return tell({ kind: "suspended" });
  },
  closed: ({ session, reason }) => (here.isResting || here.held?.session === session) && close(reason),
  lock: () => here.held && (here.held.is_locked = true),
  message: ({ text: words }, number) => {
    kept.messages = [...kept.messages, { id: number, text: words }].slice(-5);
    keep();
  },
};
