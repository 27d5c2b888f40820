// Groups as a tree: pure, tested in tests/structure.test.js.

/** @typedef {import("./shapes.js").Group} Group */
/** @typedef {{ group: Group, children: Node[] }} Node */

/** Those whose parent is not there stand at the top. @param {readonly Group[]} groups @returns {Node[]} */
export function treeOf(groups) {
  const nodes = new Map(groups.map((group) => [group.id, /** @type {Node} */ ({ group, children: [] })]));
  /** @type {Node[]} */
  const top = [];
  for (const node of nodes.values()) (nodes.get(node.group.parent ?? 0)?.children ?? top).push(node);
  const sort = (/** @type {Node[]} */ list) => {
    list.sort((a, b) => a.group.name.localeCompare(b.group.name, undefined, { numeric: true }));
    for (const { children } of list) sort(children);
  };
  sort(top);
  return top;
}

/** A group and all that is within it. @param {readonly Group[]} groups @param {number} id @returns {Set<number>} */
export function within(groups, id) {
  const found = new Set([id]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const group of groups) if (group.parent !== null && found.has(group.parent)) found.add(group.id);
  }
  return found;
}

/** What a group is within, outermost first. @param {readonly Group[]} groups @param {Group} group @returns {Group[]} */
export function above(groups, group) {
  const byId = new Map(groups.map((one) => [one.id, one]));
  const path = [];
  for (let one = byId.get(group.parent ?? 0); one && path.length < 20; one = byId.get(one.parent ?? 0)) path.unshift(one);
  return path;
}

/** Options of a select, in the order of the tree. @param {readonly Group[]} groups @returns {{ value: number, label: string }[]} */
export function optionsOf(groups) {
  /** @type {{ value: number, label: string }[]} */
  const options = [];
  const add = (/** @type {Node} */ { group, children }, /** @type {number} */ depth) => {
    options.push({ value: group.id, label: `${"\u2003".repeat(depth)}${group.name}` });
    for (const child of children) add(child, depth + 1);
  };
  for (const node of treeOf(groups)) add(node, 0);
  return options;
}

/** The year of today, else the next one, else the last. @template {{ starts_on: string, ends_on: string }} Y @param {readonly Y[]} years @param {string} today @returns {Y | undefined} */
export function presentYear(years, today) {
  const ordered = [...years].sort((a, b) => a.starts_on.localeCompare(b.starts_on));
  return ordered.find(({ ends_on }) => ends_on >= today) ?? ordered.at(-1);
}
