// The students of a tutor: chosen by searching, each with a button that takes them off again.

import { get } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { IconButton } from "../components/button.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { PersonPicker } from "./person_picker.js";
import { fullName } from "./person.js";

/** @typedef {import("./person.js").Profile} Profile */

/** Students as they were seen, so that somebody taken off and put back has a name again. */
const seen = /** @type {Map<number, Profile>} */ (new Map());

/**
 * @param {{
 *   ids: number[],
 *   known: Profile[],
 *   errors: string[],
 *   onChange: (ids: number[]) => void,
 * }} props
 */
export function StudentsField({ ids, known, errors, onChange }) {
  for (const student of known) seen.set(student.id, student);
  useNames(ids);
  return html`<fieldset class="students">
    <legend class="students-legend">${t("people.field.students")}</legend>
    ${ids.length === 0
      ? html`<p class="students-none">${t("people.students.none")}</p>`
      : html`<ul class="students-list">
          ${ids.map((id) => chosen(id, () => onChange(ids.filter((other) => other !== id))))}
        </ul>`}
    ${errors.map((text) => html`<p class="students-error" role="alert">${text}</p>`)}
    ${h(PersonPicker, {
      kind: "students",
      label: t("people.students.add"),
      hint: t("people.students.hint"),
      exclude: ids,
      onPick: (found) => {
        seen.set(found.id, { id: found.id, user: found.person, row_version: 0 });
        onChange([...ids, found.id]);
      },
    })}
  </fieldset>`;
}

/**
 * @param {number} id
 * @param {() => void} onRemove
 */
function chosen(id, onRemove) {
  const student = seen.get(id);
  const name = student ? fullName(student.user) : t("people.students.number", { id: String(id) });
  return html`<li key=${id} class="students-one">
    ${student ? h(Avatar, { user: student.user, size: "small" }) : null}
    <span class="students-name">${name}</span>
    ${h(IconButton, { icon: "cross", label: t("people.students.remove", { name }), onClick: onRemove })}
  </li>`;
}

/** Reads whoever has come in by somebody else's change. @param {number[]} ids */
function useNames(ids) {
  const [, setCount] = useState(0);
  const missing = ids.filter((id) => !seen.has(id));
  useEffect(() => {
    for (const id of missing) {
      get(`/api/students/${id}/`)
        .then((student) => {
          seen.set(id, student);
          setCount((count) => count + 1);
        })
        // Without a name the number is shown.
        .catch(() => undefined);
    }
  }, [missing.join()]);
}
