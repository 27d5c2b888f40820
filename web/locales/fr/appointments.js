export default {
  "appointments.status.booked": "À venir",
  "appointments.status.held": "Tenu",
  "appointments.status.no_show": "Absent",
  "appointments.status.cancelled": "Annulé",
};
