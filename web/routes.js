// Every page of the app. A path may stand here twice: the first definition that the visitor may open is taken.

/** @typedef {import("./i18n.js").Area} Area */
/** @typedef {import("./i18n.js").Key} Key */
/** @typedef {import("./types/session.js").Flag} Flag */
/** @typedef {import("./types/session.js").RoleName} RoleName */
/** @typedef {import("./types/session.js").ModuleName} ModuleName */
/** @typedef {import("./types/session.js").FeatureName} FeatureName */
/** @typedef {import("./h.js").Children} Children */

/**
 * @typedef {{ params: Record<string, string>, query: URLSearchParams }} PageProps
 * @typedef {{ default: (props: PageProps) => Children }} PageModule
 *
 * @typedef {"public" | "guest" | "user"
 *   | { can?: Flag, right?: string, role?: RoleName, module?: ModuleName, feature?: FeatureName }} Access
 *  public: everybody; guest: those who are not logged in; user: those who are; an object: those who fulfil all of it
 *
 * @typedef {{
 *   path: string,
 *   page: () => Promise<PageModule>,
 *   area: Area,
 *   access: Access,
 *   title: Key,
 *   frame: "shell" | "bare",
 * }} Definition
 */

const manages = /** @type {const} */ ({ can: "can_manage_users" });
/** Anybody may book for themselves. */
const books = /** @type {const} */ ({ module: "appointments" });
/** By right: staff have it too, without the flags that come with being a coach. */
const keeps = /** @type {const} */ ({ right: "appointments.manage", module: "appointments" });
const writesNotes = /** @type {const} */ ({ right: "appointments.notes", module: "appointments" });

const sees = /** @type {const} */ ({ right: "school.view", module: "school" });
const plans = /** @type {const} */ ({ right: "school.plan", module: "school" });
const registers = /** @type {const} */ ({ right: "school.register", module: "school" });
const attends = /** @type {const} */ ({ right: "school.attend", module: "school" });
const absent = /** @type {const} */ ({ right: "school.absences", module: "school" });
const counts = /** @type {const} */ ({ right: "school.statistics", module: "school" });
/** The office of the school. */
const keepsSchool = /** @type {const} */ ({ right: "school.structure", module: "school" });

const runsRooms = /** @type {const} */ ({ right: "workstations.manage", module: "workstations" });
const keepsVisitors = /** @type {const} */ ({ right: "visitors.manage", module: "workstations", feature: "visitors" });

/** @type {Definition[]} */
export const ROUTES = [
  { path: "/", page: () => import("./pages/today.js"), area: "account", access: "user", title: "core.page.today", frame: "shell" },
  { path: "/", page: () => import("./pages/welcome.js"), area: "auth", access: "guest", title: "core.page.welcome", frame: "shell" },

  { path: "/login", page: () => import("./pages/login.js"), area: "auth", access: "guest", title: "core.page.login", frame: "bare" },
  { path: "/register", page: () => import("./pages/register.js"), area: "auth", access: "guest", title: "core.page.register", frame: "bare" },
  { path: "/forgot-password", page: () => import("./pages/forgot_password.js"), area: "auth", access: "public", title: "core.page.forgot_password", frame: "bare" },
  { path: "/reset-password/:uid/:token", page: () => import("./pages/reset_password.js"), area: "auth", access: "public", title: "core.page.reset_password", frame: "bare" },
  { path: "/confirm-email/:uid/:token", page: () => import("./pages/confirm_email.js"), area: "auth", access: "public", title: "core.page.confirm_email", frame: "bare" },
  { path: "/change-password", page: () => import("./pages/change_password.js"), area: "auth", access: "user", title: "core.page.change_password", frame: "bare" },
  { path: "/one-time-code", page: () => import("./pages/one_time_code.js"), area: "auth", access: "user", title: "core.page.one_time_code", frame: "bare" },

  { path: "/profile", page: () => import("./pages/profile.js"), area: "account", access: "user", title: "core.page.profile", frame: "shell" },
  { path: "/security", page: () => import("./pages/security.js"), area: "account", access: "user", title: "core.page.security", frame: "shell" },

  { path: "/people", page: () => import("./pages/people_list.js"), area: "people", access: manages, title: "core.page.people", frame: "shell" },
  { path: "/people/new", page: () => import("./pages/person_new.js"), area: "people", access: manages, title: "core.page.people_new", frame: "shell" },
  { path: "/people/import", page: () => import("./pages/people_import.js"), area: "people", access: manages, title: "core.page.people_import", frame: "shell" },
  { path: "/people/:kind/:id", page: () => import("./pages/person.js"), area: "people", access: manages, title: "core.page.person", frame: "shell" },

  { path: "/book", page: () => import("./pages/book.js"), area: "booking", access: books, title: "core.page.book", frame: "shell" },
  { path: "/my-appointments", page: () => import("./pages/my_appointments.js"), area: "mine", access: books, title: "core.page.my_appointments", frame: "shell" },
  { path: "/appointments", page: () => import("./pages/appointments.js"), area: "agenda", access: keeps, title: "core.page.appointments", frame: "shell" },
  { path: "/appointments/availability", page: () => import("./pages/availability.js"), area: "availability", access: keeps, title: "core.page.availability", frame: "shell" },
  { path: "/appointments/statistics", page: () => import("./pages/appointment_statistics.js"), area: "figures", access: keeps, title: "core.page.appointment_statistics", frame: "shell" },
  { path: "/clients", page: () => import("./pages/clients.js"), area: "clients", access: writesNotes, title: "core.page.clients", frame: "shell" },
  { path: "/clients/:id", page: () => import("./pages/client.js"), area: "clients", access: writesNotes, title: "core.page.client", frame: "shell" },

  { path: "/timetable", page: () => import("./pages/timetable.js"), area: "timetable", access: sees, title: "core.page.timetable", frame: "shell" },
  { path: "/timetable/new", page: () => import("./pages/lesson_new.js"), area: "planning", access: plans, title: "core.page.lesson_new", frame: "shell" },
  { path: "/lessons/:id", page: () => import("./pages/lesson.js"), area: "planning", access: sees, title: "core.page.lesson", frame: "shell" },
  { path: "/series", page: () => import("./pages/series_list.js"), area: "planning", access: plans, title: "core.page.series_list", frame: "shell" },
  { path: "/series/:id", page: () => import("./pages/series.js"), area: "planning", access: plans, title: "core.page.series", frame: "shell" },
  { path: "/lessons/:id/check-in", page: () => import("./pages/check_in_screen.js"), area: "checkin", access: registers, title: "core.page.check_in_screen", frame: "shell" },
  { path: "/check-in", page: () => import("./pages/check_in.js"), area: "checkin", access: attends, title: "core.page.check_in", frame: "shell" },
  { path: "/check-in/:lesson", page: () => import("./pages/check_in.js"), area: "checkin", access: attends, title: "core.page.check_in", frame: "shell" },
  { path: "/lessons/:id/register", page: () => import("./pages/roll_call.js"), area: "register", access: registers, title: "core.page.roll_call", frame: "shell" },
  { path: "/registers", page: () => import("./pages/registers.js"), area: "register", access: registers, title: "core.page.registers", frame: "shell" },
  { path: "/absences", page: () => import("./pages/absences.js"), area: "absences", access: absent, title: "core.page.absences", frame: "shell" },
  { path: "/absences/:id", page: () => import("./pages/absence.js"), area: "absences", access: absent, title: "core.page.absence", frame: "shell" },
  { path: "/school/now", page: () => import("./pages/school_now.js"), area: "rates", access: keepsSchool, title: "core.page.school_now", frame: "shell" },
  { path: "/school/statistics", page: () => import("./pages/school_statistics.js"), area: "rates", access: counts, title: "core.page.school_statistics", frame: "shell" },
  { path: "/school/messages", page: () => import("./pages/school_messages.js"), area: "rates", access: plans, title: "core.page.school_messages", frame: "shell" },
  { path: "/school/structure", page: () => import("./pages/school_structure.js"), area: "structure", access: keepsSchool, title: "core.page.school_structure", frame: "shell" },
  { path: "/school/structure/import", page: () => import("./pages/school_import.js"), area: "structure", access: keepsSchool, title: "core.page.school_import", frame: "shell" },
  { path: "/school/groups/:id", page: () => import("./pages/school_group.js"), area: "structure", access: keepsSchool, title: "core.page.school_group", frame: "shell" },

  { path: "/rooms", page: () => import("./pages/rooms.js"), area: "room", access: runsRooms, title: "core.page.rooms", frame: "shell" },
  { path: "/rooms/seats/:id", page: () => import("./pages/seat.js"), area: "room", access: runsRooms, title: "core.page.seat", frame: "shell" },
  { path: "/rooms/sessions", page: () => import("./pages/room_sessions.js"), area: "room", access: runsRooms, title: "core.page.room_sessions", frame: "shell" },
  { path: "/rooms/codes", page: () => import("./pages/room_codes.js"), area: "codes", access: runsRooms, title: "core.page.room_codes", frame: "shell" },
  { path: "/rooms/queue", page: () => import("./pages/room_queue.js"), area: "queue", access: runsRooms, title: "core.page.room_queue", frame: "shell" },
  { path: "/rooms/board", page: () => import("./pages/room_board.js"), area: "queue", access: "public", title: "core.page.room_board", frame: "bare" },
  { path: "/rooms/reservations", page: () => import("./pages/seat_reservations.js"), area: "queue", access: runsRooms, title: "core.page.seat_reservations", frame: "shell" },
  { path: "/rooms/statistics", page: () => import("./pages/room_statistics.js"), area: "seatstats", access: runsRooms, title: "core.page.room_statistics", frame: "shell" },
  { path: "/visitors", page: () => import("./pages/visitors.js"), area: "visitors", access: keepsVisitors, title: "core.page.visitors", frame: "shell" },
  { path: "/visitors/new", page: () => import("./pages/visitor_new.js"), area: "visitors", access: keepsVisitors, title: "core.page.visitor_new", frame: "shell" },
  { path: "/visitors/:id", page: () => import("./pages/visitor.js"), area: "visitors", access: keepsVisitors, title: "core.page.visitor", frame: "shell" },

  { path: "/styleguide", page: () => import("./pages/styleguide.js"), area: "styleguide", access: "public", title: "core.page.styleguide", frame: "shell" },
];

/** @type {Definition} */
export const NOT_FOUND = {
  path: "*",
  page: () => import("./pages/not_found.js"),
  area: "core",
  access: "public",
  title: "core.page.not_found",
  frame: "shell",
};

/** Shown under the address that was asked for. @type {Definition} */
export const FORBIDDEN = {
  path: "*",
  page: () => import("./pages/forbidden.js"),
  area: "core",
  access: "public",
  title: "core.page.forbidden",
  frame: "shell",
};
