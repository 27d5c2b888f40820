import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Empty } from "../components/empty.js";
import { SearchBox } from "../components/search_box.js";
import { h, html, useState } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { Link } from "../router.js";
import { timesShort } from "../school/lesson_when.js";
import { PersonName } from "../school/person_name.js";
import { RegisterBadge } from "../school/status_mark.js";
import { fold } from "./sums.js";

/** @typedef {import("./shapes.js").NowLesson} NowLesson */
/** @typedef {import("./shapes.js").NowAbsent} NowAbsent */

/** More people than these are searched, and at first only so many are drawn: the registers below are looked for too. */
const MANY = 10;

/** @type {Record<string, import("../components/badge.js").BadgeTone>} */
const TONES = { declared: "info", justified: "busy", accepted: "good", refused: "wrong", unknown: "warning" };

/** Who is missing at this moment, and what is known of why. @param {{ absent: readonly NowAbsent[], lessons: readonly NowLesson[] }} props */
export function AbsentNow({ absent, lessons }) {
  const [search, setSearch] = useState("");
  const [isWhole, setWhole] = useState(false);
  if (absent.length === 0) {
    const text = lessons.length ? t("rates.now.nobody_text") : t("rates.now.nobody_idle");
    return h(Card, {}, h(Empty, { icon: "good", small: true, title: t("rates.now.nobody"), text }));
  }
  const titles = new Map(lessons.map((lesson) => [lesson.id, lesson]));
  const found = search ? absent.filter(({ student_name }) => fold(student_name).includes(fold(search))) : absent;
  const shown = isWhole || search ? found : found.slice(0, MANY);
  return html`<div class="stack">
    ${absent.length > MANY && h(SearchBox, { value: search, label: t("rates.now.search"), onSearch: setSearch })}
    ${h(
      Card,
      { room: "none" },
      html`<ul class="rows" role="list">
        ${shown.map((one) => h(AbsentRow, { key: `${one.student}-${one.lesson}`, one, lesson: titles.get(one.lesson) }))}
        ${shown.length === 0 && html`<li class="soft">${t("rates.none_found")}</li>`}
      </ul>`,
    )}
    ${shown.length < found.length && html`<p>${h(Button, { small: true, onClick: () => setWhole(true) }, t("rates.now.show_all", { count: found.length }))}</p>`}
  </div>`;
}

/** @param {{ one: NowAbsent, lesson: NowLesson | undefined }} props */
function AbsentRow({ one, lesson }) {
  const { student, student_name, absence, absence_status } = one;
  const name = student_name.trim();
  const status = absence_status ?? "unknown";
  const badge = h(Badge, { tone: TONES[status] }, t(`rates.now.absence.${/** @type {"unknown"} */ (status)}`));
  const where = lesson && [groupsOf(lesson), lesson.room].filter(Boolean).join(" · ");
  return html`<li>
    <div class="row-main">
      ${h(PersonName, { person: { id: student, name }, note: lesson && html`${h(Link, { to: `/lessons/${lesson.id}` }, lesson.title)}${where && ` · ${where}`}` })}
    </div>
    ${absence ? h(Link, { to: `/absences/${absence}`, class: "now-absence" }, badge) : badge}
  </li>`;
}

/**
 * Lessons of today that began a while ago and whose register is not closed.
 * @param {{ lessons: readonly NowLesson[], busy: number | null, onRemind: (lesson: NowLesson) => void }} props `busy`: of which somebody is being reminded
 */
export function RegistersMissing({ lessons, busy, onRemind }) {
  if (lessons.length === 0) return h(Card, {}, h(Empty, { icon: "good", small: true, title: t("rates.now.all_taken") }));
  return h(
    Card,
    { room: "none" },
    html`<ul class="rows" role="list">
      ${lessons.map(
        (lesson) => html`<li key=${lesson.id}>
          ${h(LessonWords, { lesson, note: lesson.reminded_at && t("rates.now.reminded", { time: formatTime(lesson.reminded_at) }) })}
          <span class="now-lesson-end">
            ${lesson.reminded_at !== undefined &&
            lesson.professors.length > 0 &&
            h(
              Button,
              { small: true, tone: "plain", icon: "mail", busy: busy === lesson.id, label: t("rates.now.remind_of", { title: lesson.title }), onClick: () => onRemind(lesson) },
              t("rates.now.remind"),
            )}
            ${h(Button, { small: true, icon: "list", to: `/lessons/${lesson.id}/register`, label: t("rates.now.take_of", { title: lesson.title }) }, t("rates.now.take"))}
          </span>
        </li>`,
      )}
    </ul>`,
  );
}

/** @param {{ lessons: readonly NowLesson[], onSheet: (lesson: NowLesson) => void, busy: number | null }} props `busy`: whose sheet is on its way */
export function LessonsNow({ lessons, onSheet, busy }) {
  if (lessons.length === 0) return h(Card, {}, h(Empty, { icon: "lesson", small: true, title: t("rates.now.no_lesson") }));
  return h(
    Card,
    { room: "none" },
    html`<ul class="rows" role="list">
      ${lessons.map(
        (lesson) => html`<li key=${lesson.id}>
          ${h(LessonWords, { lesson })}
          <span class="now-lesson-end">
            ${h(RegisterBadge, { state: lesson.register })}
            ${h(
              Button,
              { small: true, tone: "plain", icon: "print", busy: busy === lesson.id, label: t("rates.sheet.of", { title: lesson.title }), onClick: () => onSheet(lesson) },
              t("rates.sheet.short"),
            )}
          </span>
        </li>`,
      )}
    </ul>`,
  );
}

/** @param {{ lesson: NowLesson, note?: string | null | false }} props */
function LessonWords({ lesson, note }) {
  const { id, title, room, professors } = lesson;
  const whom = groupsOf(lesson);
  const who = [professors.join(", "), note].filter(Boolean).join(" · ");
  return html`<div class="row-main">
    <p class="row-title">${h(Link, { to: `/lessons/${id}`, class: "now-link" }, title)}${whom && html` <span class="now-whom">${whom}</span>`}</p>
    <p class="soft small"><span class="figures">${timesShort(lesson)}</span>${room && ` · ${room}`}</p>
    ${who && html`<p class="soft small">${who}</p>`}
  </div>`;
}

/** @param {NowLesson} lesson */
const groupsOf = ({ groups = [] }) => groups.join(", ");
