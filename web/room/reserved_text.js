import { formatTime, t } from "../i18n.js";

/**
 * For whom, or from when on, a seat is reserved; "": nothing is known of it.
 * @param {{ status: string, reserved_from?: string | null, held_for?: number | null, held_until?: string | null }} seat
 */
export function reservedText({ status, reserved_from, held_for, held_until }) {
  if (status !== "reserved") return "";
  if (held_for && held_until) return t("room.held_for", { number: held_for, time: formatTime(held_until) });
  return reserved_from ? t("room.reserved_from", { time: formatTime(reserved_from) }) : "";
}
