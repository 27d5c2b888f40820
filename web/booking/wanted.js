// What the address asks of the booking page. Each step is an address, so that back and reload lead where one expects.

/** @typedef {import("../types/api.js").components["schemas"]["CoachBody"]} Coach */
/** @typedef {Coach["services"][number]} Service */
/**
 * @typedef {{
 *   coach: number | null,
 *   service: number | null,
 *   date: string | null,
 *   start: string | null,
 *   client: number | "me" | null,
 *   move: number | null,
 *   wish: number | null,
 *   done: number | null,
 *   isMoved: boolean,
 * }} Wanted  client: for whom coach or staff book; move: an appointment to be moved; wish: of the waiting list, whose
 *  offer is taken; done: an appointment that was made
 */

/** @param {URLSearchParams} query @returns {Wanted} */
export function wantedOf(query) {
  const id = (/** @type {string} */ name) => idOf(query.get(name));
  const date = query.get("date");
  const start = query.get("start");
  const isTime = /^\d{4}-\d{2}-\d{2}$/.test(date ?? "") && /^\d{2}:\d{2}$/.test(start ?? "");
  return {
    coach: id("coach"),
    service: id("service"),
    date: isTime ? date : null,
    start: isTime ? start : null,
    client: query.get("client") === "me" ? "me" : id("client"),
    move: id("move"),
    wish: id("wish"),
    done: id("done"),
    isMoved: query.has("moved"),
  };
}

/** @param {string | null} text */
function idOf(text) {
  return /^[1-9]\d{0,15}$/.test(text ?? "") ? Number(text) : null;
}

/** The path of a step; what is null is left out. @param {Partial<Record<string, string | number | null>>} query */
export function bookPath(query) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/book${search && `?${search}`}`;
}

/**
 * Who and what is booked, as far as it is clear: where there is one only, nobody is asked.
 * @param {readonly Coach[]} coaches @param {Pick<Wanted, "coach" | "service">} wanted
 * @returns {{ coach: Coach | null, service: Service | null }}
 */
export function chosenOf(coaches, wanted) {
  const coach = coaches.find(({ id }) => id === wanted.coach) ?? (coaches.length === 1 ? coaches[0] : null);
  const services = coach?.services ?? [];
  const service = services.find(({ id }) => id === wanted.service) ?? (services.length === 1 ? services[0] : null);
  return { coach, service };
}

/**
 * With whom this person can book: staff for anybody with everybody, a coach for others with themselves only; nobody
 * with themselves.
 * @param {readonly Coach[]} coaches
 * @param {{ me: number, isKeeper: boolean, isStaff: boolean, client: number | null }} asker client: null for oneself
 */
export function coachesFor(coaches, { me, isKeeper, isStaff, client }) {
  if (client === null || client === me) return coaches.filter(({ id }) => id !== me);
  const others = coaches.filter(({ id }) => id !== client);
  return isKeeper && !isStaff ? others.filter(({ id }) => id === me) : others;
}
