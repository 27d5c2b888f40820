// What a series is, once and for all its lessons.

import { Icon } from "../components/icon.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { Link } from "../router.js";
import { PersonName } from "../school/person_name.js";
import { ruleInWords, spanInWords } from "./rule_words.js";

/** @param {{ series: import("./shapes.js").SeriesDetail }} props */
export function SeriesFacts({ series }) {
  const { module, title, room, professors, groups, end_reason } = series;
  return html`<dl class="lesson-facts">
    ${fact("clock", t("planning.series.column.rule"), html`<span>${ruleInWords(series)}</span><br /><span class="soft">${spanInWords(series)}</span>`)}
    ${title !== module.name && fact("lesson", t("planning.field.module"), module.name)}
    ${fact("person", t("planning.field.professors"), html`<ul class="lesson-people">${professors.map((person) => html`<li key=${person.id}>${h(PersonName, { person })}</li>`)}</ul>`)}
    ${fact("people", t("planning.field.groups"), html`<span class="lesson-groups">${groups.map(({ id, name }) => h(Link, { key: id, to: `/timetable?group=${id}`, class: "lesson-group" }, name))}</span>`)}
    ${fact("pin", t("school.field.room"), room?.name ?? html`<span class="soft">${t("school.field.no_room")}</span>`)}
    ${end_reason && fact("note", t("planning.fact.end_reason"), end_reason)}
  </dl>`;
}

/** @param {import("../components/icon_shapes.js").IconName} icon @param {string} name @param {import("../h.js").Children} value */
function fact(icon, name, value) {
  return html`<div>
    <dt>${h(Icon, { name: icon, size: 18 })}<span>${name}</span></dt>
    <dd>${value}</dd>
  </div>`;
}
