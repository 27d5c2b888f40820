import { Icon } from "../components/icon.js";
import { Suggest } from "../components/suggest.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { findChoices } from "./choices.js";

/** @typedef {import("./shapes.js").Choice} Choice */

export const CHOICE_ICONS = /** @type {const} */ ({ person: "person", group: "people", room: "door" });

/**
 * A person, a group or a room found by typing; the groups before anything is typed.
 * @param {{ who: import("./viewer.js").Viewer, onPick: (choice: Choice) => void }} props
 */
export function WhoseSearch({ who, onPick }) {
  return h(Suggest, {
    label: t("timetable.whose.search"),
    none: t("timetable.whose.none"),
    find: (/** @type {string} */ search, /** @type {AbortSignal} */ signal) => findChoices(search, who, signal),
    lineOf,
    withoutText: true,
    onPick,
  });
}

/** @param {Choice} choice @returns {import("../components/suggest.js").Line} */
function lineOf({ kind, id, name, note, isProfessor }) {
  return { key: `${kind}-${id}`, name, detail: note, picture: h(Icon, { name: isProfessor ? "lesson" : CHOICE_ICONS[kind], size: 18 }) };
}
