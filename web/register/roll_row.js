import { Badge } from "../components/badge.js";
import { IconButton } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { h, html, useMemo } from "../h.js";
import { lang, t } from "../i18n.js";
import { ATTENDANCE_LOOKS } from "../school/status_mark.js";
import { addMinutes } from "./acts.js";

/** @typedef {import("./marks.js").Item} Item */
/** @typedef {import("./shapes.js").Lesson} Lesson */

/**
 * One student: the name is the button. What has not changed is not drawn again, so that a long list follows the thumb.
 * @param {{ item: Item, lesson: Lesson, isLocked: boolean, onTap: (student: number) => void, onDetails: (student: number) => void }} props
 */
export function RollRow({ item, lesson, isLocked, onTap, onDetails }) {
  const { mark, standing, clash } = item;
  const shown = JSON.stringify([standing, mark.row_version, mark.name, mark.announced, mark.absence, mark.source, Boolean(clash), isLocked, lang.value]);
  return useMemo(() => {
    const { student, name } = mark;
    const look = standing.isDoubtful ? "doubtful" : (standing.status ?? "none");
    return html`<li class=${`roll-row roll-is-${look}${clash ? " has-clash" : ""}`}>
      <button type="button" class="roll-tap" data-student=${student} aria-disabled=${isLocked ? "true" : undefined}
        onClick=${() => !isLocked && onTap(student)}>
        <span class="roll-name">${name}</span>
        ${h(RowNotes, { item, isLocked })}
        ${h(RowStatus, { item })}
      </button>
      ${h(IconButton, { icon: "more", label: t("register.row.details", { name }), onClick: () => onDetails(student) })}
      ${!isLocked && (standing.status === "late" || standing.status === "left_early") && h(Minutes, { item, lesson })}
    </li>`;
  }, [shown, onTap, onDetails, lesson]);
}

/** What the tap changes. @param {{ item: Item }} props */
function RowStatus({ item: { standing } }) {
  const { status, isAssumed, isDoubtful } = standing;
  const icon = isDoubtful ? "question" : status ? ATTENDANCE_LOOKS[status].icon : "minus";
  const word = isDoubtful ? t("register.row.doubtful") : status ? t(`school.status.${status}`) : t("register.row.nothing");
  return html`<span class=${`roll-status${isAssumed ? " is-assumed" : ""}`}>
    ${icon && h(Icon, { name: icon, size: 18 })}
    <span class="roll-word">${isAssumed ? html`<span aria-hidden="true">${word}</span><span class="unseen">${t("register.row.assumed", { status: word })}</span>` : word}</span>
  </span>`;
}

/** @param {{ item: Item, isLocked: boolean }} props */
function RowNotes({ item: { mark, standing }, isLocked }) {
  const notes = [
    isLocked && standing.minutes > 0 && html`<span class="roll-note figures">${t("register.row.minutes", { minutes: standing.minutes })}</span>`,
    mark.announced && h(Badge, { tone: "info", icon: "bell" }, t("register.row.announced")),
    mark.absence !== null && !mark.announced && standing.status !== "absent" && h(Badge, { tone: "quiet" }, t("register.row.absence")),
    !mark.expected && h(Badge, { tone: "quiet" }, t("register.row.stranger")),
    mark.source === "student" && !standing.isWaiting && h(Badge, { tone: "good", icon: "mobile" }, t("register.row.by_check_in")),
    mark.source === "office" && h(Badge, { tone: "info", icon: "shield" }, t("register.row.by_office")),
    standing.note && html`<span class="roll-note">${standing.note}</span>`,
  ].filter(Boolean);
  return notes.length > 0 ? html`<span class="roll-notes">${notes}</span>` : null;
}

/** @param {{ item: Item, lesson: Lesson }} props */
function Minutes({ item: { mark, standing }, lesson }) {
  const { student, name } = mark;
  return html`<div class="roll-minutes" role="group" aria-label=${name}>
    ${h(IconButton, { icon: "minus", tone: "quiet", label: t("register.row.fewer", { name }), disabled: standing.minutes <= 1, onClick: () => addMinutes(lesson, student, -5) })}
    <output class="figures">${t("register.row.minutes", { minutes: standing.minutes })}</output>
    ${h(IconButton, { icon: "plus", tone: "quiet", label: t("register.row.more", { name }), onClick: () => addMinutes(lesson, student, 5) })}
  </div>`;
}
