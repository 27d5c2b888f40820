// What a visitor gets to see for an address.

import { place } from "./place.js";
import { can, hasRight, isRole, mustChangePassword, mustSetUpOtp, status } from "./session.js";
import { FORBIDDEN, NOT_FOUND } from "./routes.js";
import { insidePath } from "./next_path.js";

/** @typedef {import("./routes.js").Access} Access */
/** @typedef {import("./routes.js").Definition} Definition */
/** @typedef {import("./router.js").Route} Route */
/** @typedef {{ show: Definition } | { go: string } | "wait"} Verdict */

/** @param {Access} access @returns {boolean} */
export function mayOpen(access) {
  if (access === "public") return true;
  if (access === "guest") return status.value === "anonymous";
  if (status.value !== "in") return false;
  if (access === "user") return true;
  return (
    (!access.can || can(access.can)) &&
    (!access.right || hasRight(access.right)) &&
    (!access.role || isRole(access.role)) &&
    (!access.module || place.value.modules.includes(access.module)) &&
    (!access.feature || place.value.features.includes(access.feature))
  );
}

const FORCED = ["/change-password", "/one-time-code"];

/** Where the person must go first. @returns {string | null} */
function demanded() {
  if (mustChangePassword.value) return "/change-password";
  return mustSetUpOtp.value ? "/one-time-code" : null;
}

/**
 * The page asked for, to be gone on to when what is demanded is done.
 * @param {Pick<Route, "definitions" | "path" | "query">} asked
 */
function keptNext({ definitions, path, query }) {
  const isOnTheWay = FORCED.includes(path) || definitions.every(({ access }) => access === "guest");
  const search = query.toString();
  const next = isOnTheWay ? insidePath(query.get("next")) : path + (search && `?${search}`);
  return next && next !== "/" ? `?next=${encodeURIComponent(next)}` : "";
}

/** @param {Route} route @returns {Verdict} */
export function judge({ definitions, path, query }) {
  if (definitions.length === 0) return { show: NOT_FOUND };
  const isPublic = definitions.some(({ access }) => access === "public");
  if (status.value === "starting" && !isPublic) return "wait";
  const first = demanded();
  if (first && path !== first && !isPublic) return { go: first + keptNext({ definitions, path, query }) };
  const open = definitions.find(({ access }) => mayOpen(access));
  if (open) return { show: open };
  if (status.value === "in") {
    const isForGuests = definitions.every(({ access }) => access === "guest");
    return isForGuests ? { go: insidePath(query.get("next")) ?? "/" } : { show: FORBIDDEN };
  }
  const search = query.toString();
  return { go: `/login?next=${encodeURIComponent(path + (search && `?${search}`))}` };
}
