import { lang } from "../i18n.js";

/** @param {"hour" | "minute"} unit @param {number} count */
const unitText = (unit, count) =>
  new Intl.NumberFormat(lang.value === "fr" ? "fr-FR" : "en-GB", { style: "unit", unit, unitDisplay: unit === "hour" ? "narrow" : "short" })
    .format(count)
    .replace(/\s/g, "\u00a0");

/** "45 min", "1h 30 min", "12h". @param {number} minutes */
export function minutesText(minutes) {
  const whole = Math.max(0, Math.round(minutes));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return unitText("minute", rest);
  return rest === 0 ? unitText("hour", hours) : `${unitText("hour", hours)}\u00a0${unitText("minute", rest)}`;
}
