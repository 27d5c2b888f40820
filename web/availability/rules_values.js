// A coach's rules in a form: read from an answer, sent, and set upon a newer state.

import { leadMinutes, leadOf, wholeNumber } from "./lead.js";
import { hoursOf, weekOf } from "./week.js";

/** @typedef {import("../types/api.js").components["schemas"]["RulesBody"]} Rules */
/**
 * Named as the API names its errors.
 * @typedef {{
 *   hours: import("./week.js").Week,
 *   pause: string,
 *   horizon_days: string,
 *   notice: import("./lead.js").Lead,
 *   cancel: import("./lead.js").Lead,
 *   most_active: string,
 *   location: string,
 *   video_url: string,
 * }} RulesValues
 */
/** @typedef {keyof RulesValues} RulesField */

export const RULES_FIELDS = /** @type {const} */ ([
  "hours",
  "pause",
  "horizon_days",
  "notice",
  "cancel",
  "most_active",
  "location",
  "video_url",
]);

/** @param {Rules} rules @returns {RulesValues} */
export function valuesOf(rules) {
  return {
    hours: weekOf(rules.hours),
    pause: String(rules.pause),
    horizon_days: String(rules.horizon_days),
    notice: leadOf(rules.notice),
    cancel: leadOf(rules.cancel),
    most_active: rules.most_active === null ? "" : String(rules.most_active),
    location: rules.location,
    video_url: rules.video_url,
  };
}

/** @param {RulesValues} values */
export function bodyOf(values) {
  return {
    hours: hoursOf(values.hours),
    pause: numberOrText(values.pause),
    horizon_days: values.horizon_days.trim() === "" ? "" : numberOrText(values.horizon_days),
    notice: leadMinutes(values.notice),
    cancel: leadMinutes(values.cancel),
    most_active: values.most_active.trim() === "" ? null : numberOrText(values.most_active),
    location: values.location.trim(),
    video_url: values.video_url.trim(),
  };
}

/** The rules as they would be, for what is shown while one types; what is no number yet counts as before. @param {RulesValues} values @param {Rules} before @returns {Rules} */
export function rulesOf(values, before) {
  const body = bodyOf(values);
  const known = Object.fromEntries(
    Object.entries(body).filter(([name, value]) => typeof value !== "string" || name === "location" || name === "video_url"),
  );
  return { ...before, ...known };
}

/**
 * Mine upon what somebody else has saved meanwhile.
 * @param {RulesValues} before @param {RulesValues} mine @param {RulesValues} theirs
 * @returns {{ values: RulesValues, changed: RulesField[] }} changed: what is otherwise than before, by their hand
 */
export function rebase(before, mine, theirs) {
  const changed = RULES_FIELDS.filter((name) => !isSame(before[name], theirs[name]));
  const typed = RULES_FIELDS.filter((name) => !isSame(before[name], mine[name]));
  const kept = Object.fromEntries(typed.map((name) => [name, mine[name]]));
  return { values: { ...theirs, ...kept }, changed };
}

/** @param {unknown} one @param {unknown} other */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** @param {string} text */
function numberOrText(text) {
  return wholeNumber(text) ?? text;
}
