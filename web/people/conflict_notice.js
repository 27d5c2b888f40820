// Somebody else has changed the record meanwhile: what they wrote beside what is typed here, and who wins is chosen.

import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { h, html } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { fieldLabel } from "./field_labels.js";

/** @typedef {import("./values.js").Overlap} Overlap */
/** @typedef {import("./values.js").FieldValue} FieldValue */
/** @typedef {import("./modules.js").Subject} Subject */

/**
 * @param {{ overlaps: Overlap[], subjects: Subject[], onTake: (overlap: Overlap) => void }} props
 */
export function ConflictNotice({ overlaps, subjects, onTake }) {
  /** @param {FieldValue} value @param {string} name */
  const show = (value, name) => shown(value, name, subjects);
  return h(
    Notice,
    { tone: "warning", title: t("people.conflict.title") },
    html`<p>${overlaps.length > 0 ? t("people.conflict.text") : t("people.conflict.elsewhere")}</p>
      <ul class="conflict">
        ${overlaps.map(
          (overlap) => html`<li key=${overlap.name} class="conflict-one">
            <strong class="conflict-field">${fieldLabel(overlap.name)}</strong>
            <span class="conflict-line">
              ${t("people.conflict.theirs", {
                before: show(overlap.before, overlap.name),
                after: show(overlap.theirs, overlap.name),
              })}
            </span>
            ${overlap.mine === null
              ? html`<span class="conflict-line">${t("people.conflict.taken")}</span>`
              : html`<span class="conflict-line">
                    ${t("people.conflict.mine", { mine: show(overlap.mine, overlap.name) })}
                  </span>
                  ${h(
                    Button,
                    { tone: "quiet", small: true, onClick: () => onTake(overlap) },
                    t("people.conflict.take"),
                  )}`}
          </li>`,
        )}
      </ul>`,
  );
}

/**
 * @param {FieldValue} value
 * @param {string} name
 * @param {Subject[]} subjects
 * @returns {string}
 */
function shown(value, name, subjects) {
  if (Array.isArray(value)) {
    if (name === "students") return t("people.conflict.students", { count: value.length });
    const names = value.map((id) => subjects.find((subject) => subject.id === id)?.name ?? String(id));
    return names.join(", ") || t("people.conflict.nothing");
  }
  if (value === "") return t("people.conflict.nothing");
  return name.endsWith("birth_date") ? formatDate(value, "medium") : t("people.conflict.quoted", { value });
}
