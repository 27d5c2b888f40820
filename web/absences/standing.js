// How an absence stands, and what is to be done about it: pure rules, tested in tests/absences.test.js.

/** @typedef {import("./shapes.js").Absence} Absence */
/** @typedef {"declared" | "to_justify" | "unjustified" | "justified" | "accepted" | "refused" | "refused_open" | "withdrawn"} Standing */

/**
 * A found absence can be justified until its deadline; a refusal may ask for something better.
 * @param {Pick<Absence, "status" | "origin" | "deadline">} absence @param {number} [now] milliseconds
 * @returns {Standing}
 */
export function standingOf({ status, origin, deadline }, now = Date.now()) {
  const isOver = deadline !== null && Date.parse(deadline) < now;
  if (status === "refused") return deadline !== null && !isOver ? "refused_open" : "refused";
  if (status !== "declared") return status;
  if (origin === "declared") return "declared";
  return isOver ? "unjustified" : "to_justify";
}

/** @typedef {"todo" | "coming" | "past"} Part */

/**
 * Where it stands among one's own: what waits for a document first, then what is to come or goes on.
 * @param {Absence} absence @param {number} [now]
 * @returns {Part}
 */
export function partOf(absence, now = Date.now()) {
  const standing = standingOf(absence, now);
  if (absence.can_justify && (standing === "to_justify" || standing === "refused_open")) return "todo";
  return Date.parse(absence.to) >= now ? "coming" : "past";
}

/**
 * Each part in its order: the next deadline first, the next absence first, the last one first.
 * @param {readonly Absence[]} absences @param {number} [now]
 * @returns {Record<Part, Absence[]>}
 */
export function partsOf(absences, now = Date.now()) {
  const of = (/** @type {Part} */ part) => absences.filter((one) => partOf(one, now) === part);
  return {
    todo: of("todo").sort((a, b) => (a.deadline ?? "").localeCompare(b.deadline ?? "")),
    coming: of("coming").sort((a, b) => a.from.localeCompare(b.from)),
    past: of("past").sort((a, b) => b.from.localeCompare(a.from)),
  };
}
