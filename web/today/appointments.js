// Appointments of the day for those who keep them, those to come for everybody else.

import { h } from "../h.js";
import { hasRight, isRole } from "../session.js";
import { DayOfCoach } from "./appointments_of_day.js";
import { MyNextAppointments } from "./my_next_appointments.js";

export default function Appointments() {
  return hasRight("appointments.manage") ? h(DayOfCoach, { isOwn: isRole("COACH") }) : h(MyNextAppointments, {});
}
