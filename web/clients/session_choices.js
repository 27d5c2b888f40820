// The sessions that a note can be about.

import { formatDate, t } from "../i18n.js";

/** @typedef {import("./note.js").Appointment} Appointment */

/** A note is about a session of these days; older ones are found in the file. */
const MOST_CHOICES = 60;

/** @param {readonly Appointment[]} appointments newest first @param {number | null | undefined} about the one that is there in any case */
export function choicesOf(appointments, about) {
  return appointments
    .filter(({ id, status }, index) => id === about || (status !== "cancelled" && index < MOST_CHOICES))
    .map(({ id, date, start, service_name }) => ({
      value: id,
      label: t("clients.note.session", { date: formatDate(date, "medium"), start, service: service_name }),
    }));
}
