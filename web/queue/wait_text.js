import { t } from "../i18n.js";
import { spanText } from "../seats/time_left.js";

/** An estimate is told in steps of five minutes: it is not more exact than that. @param {number | null} minutes */
export function roundedWait(minutes) {
  if (minutes === null || minutes <= 0) return minutes;
  return Math.max(5, Math.ceil(minutes / 5) * 5);
}

/** "about 25 min". @param {number | null} minutes */
export function waitText(minutes) {
  const rounded = roundedWait(minutes);
  if (rounded === null) return t("queue.wait.unknown");
  return rounded <= 0 ? t("queue.wait.now") : t("queue.wait.about", { time: spanText(60 * rounded) });
}
