// Why a time is free or not, in words.

import { clockText, wallOf } from "../components/calendar_time.js";
import { formatNumber, formatTime, t, zone } from "../i18n.js";

/**
 * @typedef {"appointment" | "hold" | "lesson" | "reservation" | "feed" | "other"} Claimant
 * @typedef {{ from: string, to: string, by: string, id: number | null, whose: "coach" | "client" }} Claim
 * @typedef {{ by: "rule" | "exception" | "closed_day" | "holiday" | "outside_hours", open: boolean, from?: string, to?: string,
 *   reason?: string, name?: string }} Opening
 * @typedef {{ free: boolean, code: string | null, opening: Opening, claims: Claim[], past: boolean, beyond_horizon: boolean,
 *   within_notice: boolean }} Why  answer of /api/slots/why/
 * @typedef {{ id: number, client_name: string }} Known  an appointment that has been read already
 * @typedef {{ pause: number, horizon_days: number, notice: number, most_active: number | null }} Rules
 * @typedef {{ key: string, isAgainst: boolean, text: string, appointment?: number }} Reason
 */

const CLAIMANTS = /** @type {const} */ (["appointment", "hold", "lesson", "reservation"]);

/** @param {string} by @returns {Claimant} */
export const claimantOf = (by) => CLAIMANTS.find((known) => known === by) ?? (by.includes("feed") || by.includes("busy") ? "feed" : "other");

const CODES = /** @type {const} */ ([
  "outside_days",
  "outside_hours",
  "not_on_grid",
  "in_the_past",
  "beyond_horizon",
  "notice_too_short",
  "too_many_bookings",
  "slot_taken",
  "person_busy",
]);

/**
 * In a few words, for the place on the week where an appointment would be dropped.
 * @param {Why} why @param {readonly Known[]} rows appointments that have been read already
 */
export function whyNot({ code, claims }, rows) {
  const claim = claims.find(({ whose }) => whose === "coach");
  if (code === "slot_taken" && claim) {
    const name = claim.by === "appointment" && rows.find(({ id }) => id === claim.id)?.client_name;
    return name ? t("agenda.not.taken_by", { name, time: formatTime(claim.from) }) : t(`agenda.not.by.${claimantOf(claim.by)}`);
  }
  const known = CODES.find((one) => one === code);
  return known ? t(`agenda.not.${known}`) : t("agenda.not.slot_taken");
}

/**
 * Every reason, those against it first.
 * @param {Why} why
 * @param {{ known: readonly Known[], rules: Rules | null, minutes: number }} given `known`: the appointments of its claims;
 *   `minutes`: length of the service
 * @returns {Reason[]}
 */
export function reasonsOf(why, { known, rules, minutes }) {
  /** @type {Reason[]} */
  const reasons = [openingReason(why.opening)];
  /** @param {string} key @param {string} text */
  const against = (key, text) => reasons.push({ key, isAgainst: true, text });
  if (why.past) against("past", t("agenda.why.past"));
  if (why.beyond_horizon) against("horizon", t("agenda.why.horizon", { count: rules?.horizon_days ?? 0 }));
  if (why.within_notice) against("notice", t("agenda.why.notice", { notice: lengthInWords(rules?.notice ?? 0) }));
  for (const claim of why.claims) reasons.push(claimReason(claim, known));
  if (why.code === "not_on_grid") against("grid", t("agenda.why.not_on_grid"));
  if (why.code === "outside_hours" && why.opening.open) against("too_long", t("agenda.why.too_long", { count: minutes }));
  const isClientNamed = why.claims.some(({ whose }) => whose === "client");
  if (why.code === "person_busy" && !isClientNamed) against("busy", t("agenda.why.person_busy"));
  if (why.code === "too_many_bookings") against("most", t("agenda.why.most", { count: rules?.most_active ?? 0 }));
  return reasons.sort((a, b) => Number(b.isAgainst) - Number(a.isAgainst));
}

/** @param {Opening} opening @returns {Reason} */
function openingReason({ by, open, from = "", to = "", reason, name = "" }) {
  const text = {
    rule: () => t("agenda.why.rule", { from, to }),
    exception: () => exceptionInWords(open, reason),
    closed_day: () => (name ? t("agenda.why.closed_day_named", { name }) : t("agenda.why.closed_day")),
    holiday: () => t("agenda.why.holiday", { name }),
    outside_hours: () => t("agenda.why.outside_hours"),
  }[by];
  return { key: "opening", isAgainst: !open, text: text() };
}

/** @param {boolean} open @param {string} [reason] */
function exceptionInWords(open, reason) {
  if (reason) return t(open ? "agenda.why.extra_named" : "agenda.why.exception_named", { reason });
  return t(open ? "agenda.why.extra" : "agenda.why.exception");
}

/** @param {Claim} claim @param {readonly Known[]} known @returns {Reason} */
function claimReason(claim, known) {
  const one = claim.by === "appointment" ? known.find(({ id }) => id === claim.id) : undefined;
  const times = { from: clockOf(claim.from), to: clockOf(claim.to) };
  // An outside calendar has no numbers.
  const key = `${claim.by} ${claim.id ?? claim.from}`;
  if (claim.whose === "client") return { key, isAgainst: true, text: t(`agenda.why.client.${claimantOf(claim.by)}`, times), appointment: one?.id };
  if (one) return { key, isAgainst: true, text: t("agenda.why.claim.of", { ...times, name: one.client_name }), appointment: one.id };
  return { key, isAgainst: true, text: t(`agenda.why.claim.${claimantOf(claim.by)}`, times) };
}

/** @param {string} instant */
const clockOf = (instant) => clockText(wallOf(instant, zone.value).minutes);

/** In the largest unit in which it is whole. @param {number} minutes */
export function lengthInWords(minutes) {
  const [unit, size] = /** @type {const} */ ([["days", 1440], ["hours", 60], ["minutes", 1]]).find(([, one]) => minutes % one === 0) ?? ["minutes", 1];
  const count = minutes / size;
  return t(`agenda.length.${unit}`, { count, number: formatNumber(count) });
}
