// Who gives a lesson, to whom, where.

import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { Link } from "../router.js";
import { hasRight } from "../session.js";
import { PersonName } from "../school/person_name.js";
import { ruleInWords } from "./rule_words.js";

/**
 * @typedef {import("./shapes.js").Lesson} Lesson
 * @typedef {import("./shapes.js").SeriesDetail} SeriesDetail
 */

/** @param {{ lesson: Lesson, series: SeriesDetail | null }} props `series`: of which it is one, once it has been read */
export function LessonFacts({ lesson, series }) {
  const { module, title, room, professors, groups } = lesson;
  return html`<dl class="lesson-facts">
    ${title !== module.name && fact("lesson", t("planning.field.module"), module.name)}
    ${fact("person", t("planning.field.professors"), professors.length ? professorList(professors) : none(t("planning.fact.no_professor")))}
    ${fact("people", t("planning.field.groups"), groupLinks(groups))}
    ${fact("pin", t("school.field.room"), room ? roomLink(room) : none(t("school.field.no_room")))}
    ${series && fact("refresh", t("planning.fact.series"), seriesLink(series))}
  </dl>`;
}

/** @param {Lesson["professors"]} professors */
function professorList(professors) {
  return html`<ul class="lesson-people">
    ${professors.map(({ id, name, substitutes, substitutes_name }) => {
      const note = substitutes !== null && (substitutes_name ? t("planning.fact.instead_of", { name: substitutes_name }) : t("planning.fact.stands_in"));
      return html`<li key=${id}>${h(PersonName, { person: { id, name }, note })}</li>`;
    })}
  </ul>`;
}

/** @param {Lesson["groups"]} groups */
function groupLinks(groups) {
  return html`<span class="lesson-groups">
    ${groups.map(({ id, name }) => h(Link, { key: id, to: `/timetable?group=${id}`, class: "lesson-group" }, name))}
  </span>`;
}

/** @param {{ id: number, name: string }} room */
function roomLink({ id, name }) {
  return hasRight("school.plan") ? h(Link, { to: `/timetable?room=${id}` }, name) : name;
}

/** @param {SeriesDetail} series */
function seriesLink(series) {
  return hasRight("school.plan") ? h(Link, { to: `/series/${series.id}` }, ruleInWords(series)) : ruleInWords(series);
}

/** @param {string} text */
const none = (text) => html`<span class="soft">${text}</span>`;

/** @param {import("../components/icon_shapes.js").IconName} icon @param {string} name @param {import("../h.js").Children} value */
function fact(icon, name, value) {
  return html`<div>
    <dt>${h(Icon, { name: icon, size: 18 })}<span>${name}</span></dt>
    <dd>${value}</dd>
  </div>`;
}
