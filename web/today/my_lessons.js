// My day, as a professor or a student: what runs or comes next with what is to be done now, and the rest of the day.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { weekOf } from "../components/calendar_time.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { useNow } from "../components/now.js";
import { Section } from "../components/section.js";
import { Fragment, h, html } from "../h.js";
import { lang, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { foremost, lessonsOn, registersToTake, takesPlace } from "../school/days.js";
import { nearWhenInWords } from "../school/lesson_when.js";
import { LessonNow } from "./lesson_now.js";
import { LessonRow } from "./lesson_row.js";
import { useWallClock } from "./wall_clock.js";

/** @typedef {import("../school/shapes.js").Lesson} Lesson */

/** @param {{ teaches: boolean }} props */
export function MyLessons({ teaches }) {
  const { date } = useWallClock();
  const load = useLoad(
    async (signal) => /** @type {Lesson[]} */ ((await get("/api/timetable/", { week: weekOf(date) }, { signal })).lessons),
    [date, lang.value],
  );
  return h(
    Section,
    {
      title: t("school.day.mine"),
      card: true,
      tools: h(Button, { small: true, icon: "calendar", to: "/timetable" }, t("school.day.all")),
    },
    h(Loaded, {
      load,
      rows: 3,
      small: true,
      empty: () => undefined,
      children: (/** @type {Lesson[]} */ week) => h(Day, { week, date, teaches }),
    }),
  );
}

/** @param {{ week: Lesson[], date: string, teaches: boolean }} props */
function Day({ week, date, teaches }) {
  const now = useNow(undefined);
  const day = lessonsOn(week, date);
  if (day.length === 0) return h(FreeDay, { week, date });
  const first = foremost(day, now);
  const left = day.filter((one) => takesPlace(one) && Date.parse(one.ends_at) > now).length;
  const others = day.filter((one) => one !== first);
  const toTake = teaches ? registersToTake(others, now).length : 0;
  const said = [left > 0 ? t("school.day.left", { count: left }) : t("school.day.done"), toTake > 0 && t("school.day.to_take", { count: toTake })];
  return h(
    Fragment,
    {},
    first && h(LessonNow, { key: first.id, lesson: first, teaches }),
    html`<p class="soft small">${said.filter(Boolean).join(" · ")}</p>`,
    others.length > 0 &&
      html`<ol class="day-lessons" role="list">
        ${others.map((lesson) => h(LessonRow, { key: lesson.id, lesson, teaches }))}
      </ol>`,
  );
}

/** @param {{ week: Lesson[], date: string }} props */
function FreeDay({ week, date }) {
  const next = week.filter((one) => one.day > date && takesPlace(one)).sort((a, b) => a.starts_at.localeCompare(b.starts_at))[0];
  const text = next ? t("school.day.none_next", { when: nearWhenInWords(next) }) : t("school.day.none_week");
  return h(Empty, { icon: "sun", small: true, title: t("school.day.none"), text });
}
