// Groups in the order of their tree: pure, tested in tests/rates.test.js.

/** @typedef {import("./shapes.js").Group} Group */

/**
 * Each group below the one that it is within, with its depth; one whose parent is not there stands at the top.
 * @param {readonly Group[]} groups
 * @returns {{ group: Group, depth: number }[]}
 */
export function inTree(groups) {
  const ids = new Set(groups.map(({ id }) => id));
  /** @type {{ group: Group, depth: number }[]} */
  const ordered = [];
  const add = (/** @type {number | null} */ parent, /** @type {number} */ depth) => {
    const children = groups.filter((one) => (one.parent !== null && ids.has(one.parent) ? one.parent : null) === parent);
    for (const group of children) {
      ordered.push({ group, depth });
      add(group.id, depth + 1);
    }
  };
  add(null, 0);
  return ordered;
}

/**
 * What lies within the groups picked, without these: whoever is in it is reached already.
 * @param {readonly Group[]} groups @param {readonly number[]} picked
 * @returns {Set<number>}
 */
export function coveredBy(groups, picked) {
  const found = new Set(picked);
  /** @type {Set<number>} */
  const inside = new Set();
  for (let before = -1; before !== inside.size; ) {
    before = inside.size;
    for (const { id, parent } of groups) {
      if (parent === null || !(found.has(parent) || inside.has(parent))) continue;
      inside.add(id);
    }
  }
  return inside;
}
