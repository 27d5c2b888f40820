import { formatTime, t } from "../i18n.js";

/** @typedef {import("./shapes.js").Reservation} Reservation */

/** For whom. @param {Pick<Reservation, "visitor_name" | "label">} reservation */
export const forWhom = ({ visitor_name, label }) => visitor_name || label || t("queue.reservation.nobody");

/** "Poste 04", "4 seats". @param {readonly Reservation[]} group */
export const seatsText = (group) => (group.length === 1 ? group[0].workstation_name : t("queue.reservation.seats", { count: group.length }));

/** @param {Pick<Reservation, "starts_at" | "ends_at">} reservation */
export const timesText = ({ starts_at, ends_at }) => `${formatTime(starts_at)}–${formatTime(ends_at)}`;
