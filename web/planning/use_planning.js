// Everything that the form chooses from, read together.

import { useGroups, useModules, useProfessors, useRooms, useTerms } from "./choices.js";

/**
 * @typedef {import("./what_fields.js").Choices & { terms: import("./shapes.js").Term[] }} Choices
 */

/**
 * @param {{ professors: readonly import("./shapes.js").IdName[], groups: readonly import("./shapes.js").IdName[],
 *   module: import("./shapes.js").LessonModule | null }} [known]
 *   what the row has already, within reach or not
 * @returns {{ data: Choices | undefined, error: unknown, isLoading: boolean, reload: () => void }} as `Loaded` takes it
 */
export function useChoices(known = { professors: [], groups: [], module: null }) {
  const [modules, groups, rooms, terms, professors] = [useModules(), useGroups(), useRooms(), useTerms(), useProfessors(known.professors)];
  const all = [modules, groups, rooms, terms, professors];
  const reload = () => all.filter(({ error }) => error).forEach((one) => one.reload());
  const error = all.find((one) => one.error)?.error ?? null;
  const isLoading = all.some((one) => one.isLoading);
  if (!modules.data || !groups.data || !rooms.data || !terms.data || !professors.data) return { data: undefined, error, isLoading, reload };
  const { module } = known;
  const data = {
    modules: module && !modules.data.some(({ id }) => id === module.id) ? [module, ...modules.data] : modules.data,
    groups: [...groups.data, ...known.groups.filter(({ id }) => !groups.data?.some((one) => one.id === id)).map(bare)],
    rooms: rooms.data,
    terms: terms.data,
    professors: professors.data,
  };
  return { data, error: null, isLoading: false, reload };
}

/** @param {import("./shapes.js").IdName} group @returns {import("./shapes.js").Group} */
function bare({ id, name }) {
  return { id, name, parent: null, parent_name: null, programme_name: null, year: 0, year_name: "" };
}
