// For the office, whom nobody expects in a lesson: the groups, to begin with.

import { Empty } from "../components/empty.js";
import { Icon } from "../components/icon.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { get } from "../api.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { groupChoice, remember } from "./choices.js";

/** @typedef {import("./shapes.js").Group} Group */

const MOST = 60;

export function ChooseFirst() {
  const load = useLoad(async (signal) => {
    const { results } = await get("/api/groups/", { page_size: MOST }, { signal });
    results.map(groupChoice).forEach(remember);
    return /** @type {Group[]} */ (results);
  });
  return h(
    Section,
    { title: t("timetable.first.title"), text: t("timetable.first.text") },
    h(Loaded, {
      load,
      rows: 4,
      empty: h(Empty, { icon: "school", title: t("timetable.first.none"), text: t("timetable.first.none_text") }),
      children: (/** @type {Group[]} */ groups) => html`<ul class="group-tiles" role="list">
        ${inOrder(groups).map((one) => h(Tile, { key: one.group.id, ...one }))}
      </ul>`,
    }),
  );
}

/** @param {Placed} props */
function Tile({ group, depth, isAbove }) {
  return html`<li class=${[depth > 0 && "is-within", isAbove && "is-above"].filter(Boolean).join(" ")}>
    ${h(
      Link,
      { to: `/timetable?group=${group.id}`, class: "group-tile" },
      h(Icon, { name: "people", size: 20 }),
      html`<span class="group-tile-words">
        <strong>${group.name}</strong>
        <span class="soft small">${group.parent_name ?? group.programme_name ?? group.year_name}</span>
      </span>`,
      h(Icon, { name: "chevron_right", size: 18 }),
    )}
  </li>`;
}

/** @typedef {{ group: Group, depth: number, isAbove: boolean }} Placed  `isAbove`: others are within it */

/** Those within a group follow it. @param {readonly Group[]} groups @returns {Placed[]} */
function inOrder(groups) {
  const known = new Set(groups.map(({ id }) => id));
  /** @type {(parent: number | null, depth: number) => Placed[]} */
  const within = (parent, depth) =>
    groups
      .filter((one) => (one.parent !== null && known.has(one.parent) ? one.parent : null) === parent)
      .flatMap((group) => {
        const inside = within(group.id, depth + 1);
        return [{ group, depth, isAbove: inside.length > 0 }, ...inside];
      });
  return within(null, 0);
}
