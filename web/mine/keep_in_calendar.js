// One appointment as a file for the calendar of a phone or computer.

import { t } from "../i18n.js";
import { place } from "../place.js";
import { calendarFile } from "../booking/calendar_file.js";
import { saveFile } from "../people/save_file.js";

/** @param {import("../appointments/cancel_dialog.js").Appointment} appointment */
export function keepInCalendar(appointment) {
  const { service_name, coach_name, location, video_url, message, date } = appointment;
  const { name, address } = place.value;
  const summary = t("appointments.with", { service: service_name, name: coach_name });
  const where = location || video_url ? location : [name, address].filter(Boolean).join(", ");
  const words = { summary, description: message, stamp: new Date().toISOString() };
  saveFile(`${t("mine.file")}-${date}.ics`, calendarFile({ ...appointment, location: where }, words), "text/calendar");
}
