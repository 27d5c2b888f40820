import { get } from "../api.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { spanText } from "../seats/time_left.js";

/** @typedef {import("./shapes.js").Category} Category */

/** A place has a handful of them. */
export function useCategories() {
  return useLoad(async (signal) => /** @type {Category[]} */ ((await get("/api/visitor-categories/", { page_size: 100 }, { signal })).results));
}

/** "2h a day, 45 min at a time". @param {Pick<Category, "minutes_per_day" | "minutes_per_session">} category */
export function limitsText({ minutes_per_day: day, minutes_per_session: session }) {
  if (day > 0 && session > 0) return t("visitors.limits.both", { day: spanText(60 * day), session: spanText(60 * session) });
  if (day > 0) return t("visitors.limits.day", { day: spanText(60 * day) });
  return session > 0 ? t("visitors.limits.session", { session: spanText(60 * session) }) : t("visitors.limits.none");
}
