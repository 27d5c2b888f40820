// What somebody waits for, in words.

import { t } from "../i18n.js";
import { dateAt, dayInWords } from "../appointments/when.js";

/** @typedef {import("../types/api.js").components["schemas"]["WishAnswer"]} Wish */
/** @typedef {Pick<Wish, "first_day" | "last_day" | "from_time" | "to_time">} Wanted */

/** "du mardi 24 novembre au vendredi 27 novembre" @param {Wanted} wish @param {string} [today] */
export function daysOf({ first_day, last_day }, today = dateAt()) {
  const first = dayInWords(first_day, today);
  return first_day === last_day ? t("mine.wish.day", { day: first }) : t("mine.wish.days", { first, last: dayInWords(last_day, today) });
}

/** "entre 09:00 et 12:00": when it may begin. @param {Wanted} wish */
export function timesOf({ from_time, to_time }) {
  const from = from_time?.slice(0, 5) ?? "";
  const to = to_time?.slice(0, 5) ?? "";
  if (from && to) return t("mine.wish.between", { from, to });
  if (from) return t("mine.wish.from", { from });
  return to ? t("mine.wish.to", { to }) : t("mine.wish.any_time");
}
