export default {
  "appointments.status.booked": "Booked",
  "appointments.status.held": "Held",
  "appointments.status.no_show": "No-show",
  "appointments.status.cancelled": "Cancelled",
};
