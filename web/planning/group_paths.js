// Groups in the order of their tree: each after the one it is within.

/** @typedef {import("./shapes.js").Group} Group */

/**
 * @param {readonly Group[]} groups
 * @returns {{ group: Group, path: string[] }[]} `path`: the names of what it is within, outermost first
 */
export function groupPaths(groups) {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const paths = groups.map((group) => {
    const path = [];
    for (let above = byId.get(group.parent ?? 0); above && path.length < 10; above = byId.get(above.parent ?? 0)) path.unshift(above.name);
    if (path.length === 0 && group.parent_name) path.unshift(group.parent_name);
    return { group, path };
  });
  const keyOf = (/** @type {{ group: Group, path: string[] }} */ { group, path }) => [group.year_name, ...path, group.name].join("\u0000");
  return paths.sort((a, b) => keyOf(a).localeCompare(keyOf(b), undefined, { numeric: true }));
}

/** @param {readonly Group[]} groups @returns {import("../components/choices_field.js").Choice[]} */
export function groupChoices(groups) {
  const isSeveralYears = new Set(groups.map(({ year }) => year)).size > 1;
  return groupPaths(groups).map(({ group, path }) => ({
    value: group.id,
    label: group.name,
    hint: [path.join(" › ") || group.programme_name, isSeveralYears && group.year_name].filter(Boolean).join(" · "),
  }));
}
