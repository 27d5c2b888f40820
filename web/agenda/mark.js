// Saying how an appointment went.

import { post } from "../api.js";
import { ApiError } from "../api_error.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";

/** @typedef {import("./agenda_rows.js").Appointment} Appointment */
/** @typedef {"held" | "no_show" | "booked"} Outcome  booked: a mark is taken back */

/**
 * @param {Appointment} appointment @param {Outcome} status
 * @param {(appointment: Appointment | null) => void} onDone null: somebody else changed it meanwhile
 */
export async function mark(appointment, status, onDone) {
  const { id, client_name: name, row_version } = appointment;
  try {
    const marked = /** @type {Appointment} */ (await post(`/api/appointments/${id}/outcome/`, { status, row_version }));
    toast(t(`agenda.mark.done.${status}`, { name }));
    onDone(marked);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message, { tone: "wrong" });
    if (error.status === 409 || error.status === 404) onDone(null);
  }
}
