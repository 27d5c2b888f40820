import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { useNow } from "../components/now.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { groupNames } from "../school/lesson_event.js";
import { dateAt, phaseOf, timesShort } from "../school/lesson_when.js";
import { LessonBadge, RegisterBadge } from "../school/status_mark.js";
import { profile } from "../session.js";

/** @typedef {import("./shapes.js").Lesson} Lesson */

/** The lessons that the reader gives today, each with what is to be done next. */
export function TodayRolls() {
  const me = profile.value?.user.id;
  const today = dateAt(useNow(undefined));
  const load = useLoad(async (signal) => {
    const asked = { from: today, to: today, professor: me, ordering: "starts_at", page_size: 50 };
    const { results } = await get("/api/lessons/", asked, { signal });
    return /** @type {Lesson[]} */ (results).filter(({ status }) => status !== "cancelled");
  }, [today, me]);
  return h(
    Section,
    { title: t("register.today") },
    h(Loaded, {
      load,
      rows: 3,
      empty: h(Empty, { icon: "calendar", small: true, title: t("register.today.none"), text: t("register.today.none_text") }),
      children: (/** @type {Lesson[]} */ lessons) => html`<ul class="roll-today">${lessons.map((lesson) => h(TodayRoll, { key: lesson.id, lesson }))}</ul>`,
    }),
  );
}

/** @param {{ lesson: Lesson }} props */
function TodayRoll({ lesson }) {
  const phase = phaseOf(lesson, useNow(undefined));
  const { id, title, register, room } = lesson;
  const what = register === "closed" ? t("register.today.see") : register === "open" ? t("register.today.go_on") : t("register.today.take");
  const isAhead = register === "not_taken" && phase === "coming";
  const isDue = register !== "closed" && phase !== "coming";
  return html`<li class=${`card${phase === "now" ? " is-now" : ""}`}>
    <div class="row-main">
      <p class="roll-today-head"><span class="figures soft small">${timesShort(lesson)}</span>${isAhead ? h(LessonBadge, { lesson }) : h(RegisterBadge, { state: register })}</p>
      <h3>${title}</h3>
      <p class="soft small">${[groupNames(lesson), room?.name].filter(Boolean).join(" · ")}</p>
    </div>
    <div class="row">
      ${h(Button, { small: true, tone: isDue ? "primary" : "quiet", to: `/lessons/${id}/register`, label: `${what}, ${title}` }, what)}
      ${register !== "closed" && phase !== "over" && h(Button, { small: true, icon: "code", to: `/lessons/${id}/check-in`, label: `${t("register.tools.check_in")}, ${title}` }, t("register.tools.check_in"))}
    </div>
  </li>`;
}
