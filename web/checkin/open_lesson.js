import { html, h } from "../h.js";
import { t } from "../i18n.js";
import { timesShort } from "../school/lesson_when.js";
import { clockOf } from "./code_clock.js";
import { Entry } from "./entry.js";
import { Result } from "./result.js";
import { useTicks } from "./use_code.js";

/** @typedef {import("./shapes.js").OpenLesson} OpenLesson */
/** @typedef {import("./shapes.js").Done} Done */

/**
 * @param {{ lesson: OpenLesson, done: Done | null, isNew: boolean, linked: string | null, isOnly: boolean,
 *   onDone: (done: Done) => void, onClosed: () => void }} props
 */
export function OpenLessonCard({ lesson, done, isNew, linked, isOnly, onDone, onClosed }) {
  const { title, module_name } = lesson;
  return html`<section class="card card-large open-lesson" aria-label=${title || module_name}>
    <header>
      <h2>${title || module_name}</h2>
      <p class="soft">${[timesShort(lesson), title && title !== module_name && module_name].filter(Boolean).join(" · ")}</p>
      ${!done && h(Closing, { until: lesson.closes_at })}
    </header>
    ${done ? h(Result, { done, isNew }) : h(Entry, { lesson, linked, isOnly, onDone, onClosed })}
  </section>`;
}

/** @param {{ until: string }} props */
function Closing({ until }) {
  const left = Math.max(0, Date.parse(until) - useTicks(true));
  return html`<p class="soft small figures">${t("checkin.mine.closes", { time: clockOf(left) })}</p>`;
}
