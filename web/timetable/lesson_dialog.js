// One lesson of the week: what, when, where, with whom, what became of it, and what can be done with it now.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Loaded } from "../components/loaded.js";
import { useNow } from "../components/now.js";
import { Fragment, h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { capital, dateAt, nearDayInWords, phaseOf, timesInWords } from "../school/lesson_when.js";
import { LessonBadge, RegisterBadge } from "../school/status_mark.js";
import { LessonFacts } from "./lesson_facts.js";

/** @typedef {import("./shapes.js").Lesson} Lesson */

/** Minutes before the beginning from which one may check in. */
const AHEAD = 15 * 60_000;

/** @param {{ id: number, known?: Lesson, who: import("./viewer.js").Viewer, onClose: () => void }} props `known`: what the page has of it */
export function LessonDialog({ id, known, who, onClose }) {
  const load = useLoad(async (signal) => (known ? null : /** @type {Lesson} */ (await get(`/api/lessons/${id}/`, undefined, { signal }))), [id]);
  const lesson = known ?? load.data;
  return h(
    Dialog,
    {
      open: true,
      title: lesson?.title ?? t("core.page.lesson"),
      lead: lesson ? capital(t("school.when", { day: nearDayInWords(dateAt(lesson.starts_at)), times: timesInWords(lesson) })) : undefined,
      focus: "title",
      onClose,
      actions: lesson && isWithinReach(lesson) && h(Deeds, { lesson, who }),
    },
    lesson
      ? h(Particulars, { lesson, who })
      : h(Loaded, { load, shape: "text", small: true, children: () => null }),
  );
}

/** A colleague's lesson says that room, group and professor are taken, and no more. @param {Lesson} lesson */
const isWithinReach = ({ is_mine }) => is_mine !== false;

/** @param {{ lesson: Lesson, who: import("./viewer.js").Viewer }} props */
function Particulars({ lesson, who }) {
  const hasBegun = phaseOf(lesson, useNow(undefined)) !== "coming";
  return html`<div class="stack">
    <div class="row">
      ${h(LessonBadge, { lesson })}
      ${who.registers && isWithinReach(lesson) && hasBegun && lesson.status !== "cancelled" && h(RegisterBadge, { state: lesson.register })}
    </div>
    ${h(LessonFacts, { lesson, who })}
  </div>`;
}

/** @param {{ lesson: Lesson, who: import("./viewer.js").Viewer }} props */
function Deeds({ lesson, who }) {
  const now = useNow(undefined);
  const { id, status, register } = lesson;
  const phase = phaseOf(lesson, now);
  const isOn = status !== "cancelled";
  const canCall = who.registers && isOn && phase !== "coming";
  const canOpen = who.registers && isOn && phase === "now" && register !== "closed";
  const canCheckIn = who.attends && isOn && phase !== "over" && Date.parse(lesson.starts_at) - now < AHEAD;
  const toCall = canCall && register !== "closed";
  return h(
    Fragment,
    {},
    h(Button, { tone: "plain", iconAfter: "arrow_right", to: `/lessons/${id}` }, t("timetable.lesson.open")),
    canOpen && h(Button, { icon: "clock", to: `/lessons/${id}/check-in` }, t("school.do.check_in_screen")),
    canCall && h(Button, { tone: toCall ? "primary" : "quiet", icon: "list", to: `/lessons/${id}/register` }, t(toCall ? "school.do.register" : "school.do.see_register")),
    canCheckIn && h(Button, { tone: "primary", icon: "check", to: "/check-in" }, t("school.do.check_in")),
  );
}
