// The lessons of a series to come, and the days that are not as its rule says.

import { get } from "../api.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Loaded } from "../components/loaded.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { capital, dateAt, dayInWords, nearDayInWords, timesShort } from "../school/lesson_when.js";
import { LessonBadge } from "../school/status_mark.js";

/** @typedef {import("./shapes.js").Lesson} Lesson */

const SOME = 8;
const MANY = 200;

/** @param {{ series: import("./shapes.js").SeriesDetail }} props */
export function ComingLessons({ series }) {
  const [isWhole, setWhole] = useState(false);
  const load = useLoad(
    async (signal) => {
      const query = { series: series.id, from: dateAt(), ordering: "starts_at", page_size: isWhole ? MANY : SOME };
      return /** @type {{ results: Lesson[], next: string | null }} */ (await get("/api/lessons/", query, { signal }));
    },
    [series.id, series.row_version, isWhole],
  );
  return h(Loaded, {
    load,
    rows: 4,
    empty: html`<p class="soft">${t("planning.series.nothing_coming")}</p>`,
    children: ({ results, next }) => html`<div class="stack-s">
      <ul class="rows">${results.filter(({ day, status }) => day <= series.last_day || status !== "cancelled").map((lesson) => h(LessonRow, { key: lesson.id, lesson, room: series.room?.id ?? null }))}</ul>
      ${next && !isWhole && html`<div>${h(Button, { tone: "plain", small: true, icon: "chevron_down", onClick: () => setWhole(true) }, t("planning.series.see_all"))}</div>`}
    </div>`,
  });
}

/** @param {{ lesson: Lesson, room: number | null }} props */
function LessonRow({ lesson, room }) {
  const other = lesson.room && lesson.room.id !== room ? lesson.room.name : null;
  return html`<li>
    <span class="row-main">
      ${h(Link, { to: `/lessons/${lesson.id}`, class: "row-title" }, capital(nearDayInWords(lesson.day)))}
      <span class="soft small"><span class="figures">${timesShort(lesson)}</span>${other && ` · ${other}`}${lesson.reason && ` · ${lesson.reason}`}</span>
    </span>
    ${lesson.status !== "planned" && h(LessonBadge, { lesson })}
  </li>`;
}

/** @param {{ series: import("./shapes.js").SeriesDetail }} props */
export function Exceptions({ series }) {
  // What was cancelled by ending it is no exception to its rule.
  const exceptions = series.exceptions.filter(({ day, kind }) => day <= series.last_day || kind === "changed");
  if (exceptions.length === 0) return html`<p class="soft small">${t("planning.series.no_exceptions")}</p>`;
  return html`<ul class="rows">
    ${exceptions.map(({ day, kind, lesson }) => html`<li key=${day}>
      <span class="row-main">${lesson ? h(Link, { to: `/lessons/${lesson}`, class: "row-title" }, capital(dayInWords(day))) : html`<span class="row-title">${capital(dayInWords(day))}</span>`}</span>
      ${kind === "cancelled" ? h(Badge, { tone: "wrong", icon: "cross" }, t("school.lesson_status.cancelled")) : h(Badge, { tone: "info", icon: "edit" }, t("planning.series.changed"))}
    </li>`)}
  </ul>`;
}
