import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { Link } from "../router.js";
import { capital, instantInWords, minutesInWords, minutesOf } from "../school/lesson_when.js";

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {import("./viewer.js").Viewer} Viewer
 */

/**
 * The particulars of a lesson; names lead to their week for those who may see it.
 * @param {{ lesson: Lesson, who: Viewer }} props
 */
export function LessonFacts({ lesson, who }) {
  const { module, title, room, professors, groups, planned_starts_at, reason, clash_reason, status } = lesson;
  const isOther = title !== module.name;
  return html`<dl class="lesson-facts">
    ${isOther && fact("lesson", t("timetable.fact.module"), `${module.name} (${module.code})`)}
    ${fact("clock", t("timetable.fact.length"), minutesInWords(minutesOf(lesson)))}
    ${fact("door", t("timetable.fact.room"), room ? place(room, who) : html`<span class="soft">${t("timetable.fact.no_room")}</span>`)}
    ${fact("person", t("timetable.fact.professors", { count: professors.length }), professors.length
      ? html`<ul class="lesson-people" role="list">${professors.map((one) => html`<li key=${one.id}>${professor(one, who)}</li>`)}</ul>`
      : html`<span class="soft">${t("timetable.fact.nobody")}</span>`)}
    ${groups.length > 0 && fact("people", t("timetable.fact.groups", { count: groups.length }), html`<ul class="lesson-people" role="list">
      ${groups.map((one) => html`<li key=${one.id}>${group(one, who)}</li>`)}
    </ul>`)}
    ${planned_starts_at && planned_starts_at !== lesson.starts_at && fact("arrow_right", t("timetable.fact.before"), capital(instantInWords(planned_starts_at)))}
    ${reason && fact("message", t(status === "cancelled" ? "timetable.fact.why_cancelled" : "timetable.fact.why"), reason)}
    ${clash_reason && who.plans && fact("warning", t("timetable.fact.clash"), clash_reason)}
  </dl>`;
}

/** @param {Lesson["professors"][number]} one @param {Viewer} who */
function professor({ id, name, substitutes }, who) {
  const shown = who.seesEverything && id !== who.id ? h(Link, { to: `/timetable?person=${id}` }, name) : name;
  return html`${shown}${substitutes !== null && html` <span class="soft small">${t("timetable.fact.substitute")}</span>`}`;
}

/** @param {Lesson["groups"][number]} one @param {Viewer} who */
function group({ id, name }, who) {
  return who.seesEverything || who.teaches ? h(Link, { to: `/timetable?group=${id}` }, name) : name;
}

/** @param {NonNullable<Lesson["room"]>} room @param {Viewer} who */
function place({ id, name }, who) {
  return who.plans ? h(Link, { to: `/timetable?room=${id}` }, name) : name;
}

/** @param {import("../components/icon_shapes.js").IconName} icon @param {string} name @param {import("../h.js").Children} value */
function fact(icon, name, value) {
  return html`<div>
    <dt>${h(Icon, { name: icon, size: 18 })}<span>${name}</span></dt>
    <dd>${value}</dd>
  </div>`;
}
