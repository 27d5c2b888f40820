// One student, found by typing. Keys of the area `school` only.

import { Suggest } from "../components/suggest.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {{ id: number, name: string, detail?: string }} Student  `id` of the person */
/** @typedef {import("../components/suggestions.js").Find<Student>} Find */

/**
 * @param {{ id?: string, label: string, isLabelUnseen?: boolean, described?: string, isWrong?: boolean, find: Find,
 *   onPick: (student: Student) => void }} props `find`: whoever comes into question; `isLabelUnseen`: no field around it shows one
 */
export function StudentSearch({ id, label, isLabelUnseen = false, described, isWrong, find, onPick }) {
  return h(Suggest, {
    id,
    label,
    isLabelled: !isLabelUnseen,
    placeholder: t("school.student_search.placeholder"),
    none: t("school.student_search.none"),
    described,
    isWrong,
    isWide: !isLabelUnseen,
    find,
    lineOf: (/** @type {Student} */ { id: key, name, detail }) => ({ key, name, detail }),
    onPick,
  });
}
