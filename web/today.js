// What the page of the day is made of. A module of the program adds one line per card: who it is for, where it stands, and
// the file that shows it. Files and texts of cards that do not apply are not fetched.

/**
 * What a card may ask before it is shown.
 * @typedef {{
 *   can: (flag: import("./types/session.js").Flag) => boolean,
 *   hasRight: (name: string) => boolean,
 *   isRole: (role: import("./types/session.js").RoleName) => boolean,
 *   moduleOn: (name: import("./types/session.js").ModuleName) => boolean,
 * }} Session
 */

/**
 * `where`: a strip across the page, the wide column, or the narrow one beside it.
 * @typedef {{
 *   name: string,
 *   area: import("./i18n.js").Area,
 *   where: "strip" | "main" | "side",
 *   applies: (session: Session) => boolean,
 *   component: () => Promise<{
 *     default: (props: { prepared?: unknown }) => import("./h.js").Children,
 *     prepare?: () => Promise<unknown>,
 *   }>,
 * }} TodayCard  prepare: what the card cannot be shown without, read before anything is; it never fails
 */

/** @type {readonly TodayCard[]} in the order of reading */
export const TODAY_CARDS = [
  {
    name: "first_steps",
    area: "account",
    where: "strip",
    applies: () => true,
    component: () => import("./today/first_steps.js"),
  },
  {
    name: "lessons",
    area: "school",
    where: "main",
    applies: ({ can, moduleOn }) => moduleOn("school") && can("can_view_planning"),
    component: () => import("./today/lessons.js"),
  },
  {
    name: "appointments",
    area: "appointments",
    where: "main",
    applies: ({ can, hasRight, moduleOn }) =>
      moduleOn("appointments") && (can("can_book_appointments") || hasRight("appointments.manage")),
    component: () => import("./today/appointments.js"),
  },
  {
    name: "rooms",
    area: "seats",
    where: "main",
    applies: ({ can, moduleOn }) => moduleOn("workstations") && can("can_manage_workstations"),
    component: () => import("./today/rooms.js"),
  },
  {
    name: "people",
    area: "account",
    where: "main",
    applies: ({ can }) => can("can_manage_users"),
    component: () => import("./today/people.js"),
  },
  {
    name: "place",
    area: "account",
    where: "side",
    applies: () => true,
    component: () => import("./today/place.js"),
  },
  {
    name: "journal",
    area: "account",
    where: "side",
    applies: ({ can }) => can("can_manage_system"),
    component: () => import("./today/journal.js"),
  },
];
