// One lesson: what it is, who is expected, what became of it, and what can be done.

import { get } from "../api.js";
import { ApiError } from "../api_error.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { Section } from "../components/section.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { CancelLessonDialog } from "../planning/cancel_dialog.js";
import { ChangeDialog } from "../planning/change_dialog.js";
import { Expected } from "../planning/expected.js";
import { PlanDeeds, TodayDeeds } from "../planning/lesson_deeds.js";
import { LessonFacts } from "../planning/lesson_facts.js";
import { LessonHistory } from "../planning/lesson_history.js";
import { mayPlan } from "../planning/lesson_move.js";
import { LessonNews } from "../planning/lesson_news.js";
import { MoveDialog } from "../planning/move_dialog.js";
import { SubstitutionDialog } from "../planning/substitution_dialog.js";
import { route } from "../router.js";
import { capital, minutesInWords, minutesOf, nearWhenInWords, phaseOf } from "../school/lesson_when.js";
import { LessonBadge, RegisterBadge } from "../school/status_mark.js";
import { hasRight } from "../session.js";

/**
 * @typedef {import("../planning/shapes.js").Lesson} Lesson
 * @typedef {import("../planning/shapes.js").Register} Register
 * @typedef {import("../planning/shapes.js").LessonEvent} LessonEvent
 * @typedef {{ lesson: Lesson, series: import("../planning/shapes.js").SeriesDetail | null, register: Register | null, events: LessonEvent[] }} Known
 */

export default function LessonPage() {
  const id = Number(route.value.params.id);
  const load = useLoad((signal) => readLesson(id, signal), [id]);
  const lesson = load.data?.lesson.id === id ? load.data.lesson : undefined;
  return h(
    Page,
    {
      title: lesson?.title ?? t("core.page.lesson"),
      lead: lesson && html`<span class="lesson-lead">${capital(nearWhenInWords(lesson))} <span class="lesson-long">(${minutesInWords(minutesOf(lesson))})</span> ${h(LessonBadge, { lesson })}</span>`,
      back: { to: lesson ? `/timetable?date=${lesson.day}` : "/timetable", label: t("core.nav.timetable") },
    },
    h(Loaded, { load, shape: "text", rows: 6, children: (/** @type {Known} */ known) => h(Whole, { key: known.lesson.id, known, onChanged: load.reload }) }),
  );
}

/** What is not the reader's is simply not there. @param {number} id @param {AbortSignal} signal @returns {Promise<Known>} */
async function readLesson(id, signal) {
  const lesson = /** @type {Lesson} */ (await get(`/api/lessons/${id}/`, undefined, { signal }));
  const [series, register, history] = await Promise.all([
    lesson.series ? orNothing(get(`/api/series/${lesson.series}/`, undefined, { signal })) : null,
    hasRight("school.register") ? orNothing(get(`/api/lessons/${id}/register/`, undefined, { signal })) : null,
    orNothing(get(`/api/lessons/${id}/history/`, undefined, { signal })),
  ]);
  return { lesson, series, register, events: history?.results ?? [] };
}

/** @param {Promise<any>} answer the caller knows what it holds */
function orNothing(answer) {
  return answer.catch((error) => {
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  });
}

/** @param {{ known: Known, onChanged: () => void }} props */
function Whole({ known, onChanged }) {
  const { lesson, series, register, events } = known;
  const [deed, setDeed] = useState(/** @type {import("../planning/lesson_deeds.js").Deed | null} */ (null));
  const isTold = register !== null || events.length > 0;
  const close = () => setDeed(null);
  const done = () => {
    setDeed(null);
    onChanged();
  };
  const given = { lesson, onClose: close, onDone: done, onChanged };
  return h(
    Fragment,
    {},
    html`<div class="lesson-page">
      <div class="lesson-main">
        ${h(LessonNews, { lesson })}
        <div class="card card-normal card-posts">${h(LessonFacts, { lesson, series })}</div>
        ${register && h(
          Section,
          { title: t("planning.expected.title", { count: register.marks.length }), tools: isDue(lesson) && h(RegisterBadge, { state: lesson.register }), card: true },
          h(Expected, { register }),
        )}
        ${isTold && h(Section, { title: t("planning.history.title"), card: true }, h(LessonHistory, { events, register }))}
      </div>
      ${(register || mayPlan(lesson) || hasRight("school.attend")) &&
      html`<aside class="lesson-side" aria-label=${t("planning.deed.title")}>
        ${h(TodayDeeds, { lesson, register })}
        ${h(PlanDeeds, { lesson, onDeed: setDeed })}
      </aside>`}
    </div>`,
    deed === "move" && h(MoveDialog, { lesson, onClose: close, onMoved: done, onChanged }),
    deed === "cancel" && h(CancelLessonDialog, given),
    deed === "substitute" && h(SubstitutionDialog, given),
    deed === "change" && h(ChangeDialog, given),
  );
}

/** A register that is not to be taken, or not yet, is not missing. @param {Lesson} lesson */
const isDue = (lesson) => lesson.status !== "cancelled" && (lesson.register !== "not_taken" || phaseOf(lesson) !== "coming");
