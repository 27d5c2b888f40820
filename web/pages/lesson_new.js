// A new lesson, or a weekly series of them.

import { get, post } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { PlanningForm } from "../planning/planning_form.js";
import { useChoices } from "../planning/use_planning.js";
import { lessonBody, seriesBody, valuesOfLesson, valuesOfQuery, valuesOfSeries } from "../planning/values.js";
import { navigate, route } from "../router.js";
import { whenInWords } from "../school/lesson_when.js";
import { toast } from "../toasts.js";

/** @typedef {import("../planning/values.js").Values} Values */

export default function LessonNew() {
  const { query } = route.value;
  const choices = useChoices();
  const initial = useLoad((signal) => initialOf(query, signal), [query.get("lesson"), query.get("series")]);
  return h(
    Page,
    { title: t("core.page.lesson_new"), lead: t("planning.new.lead"), back: { to: "/timetable", label: t("core.nav.timetable") }, width: "wide" },
    h(Loaded, {
      load: choices,
      shape: "form",
      rows: 6,
      empty: (/** @type {NonNullable<typeof choices.data>} */ { groups, modules }) => (groups.length === 0 || modules.length === 0) && h(NothingToPlan, { hasGroups: groups.length > 0 }),
      children: (/** @type {NonNullable<typeof choices.data>} */ known) =>
        h(Loaded, { load: initial, shape: "form", children: (/** @type {Values} */ values) => h(NewForm, { known, values }) }),
    }),
  );
}

/** A like one, or what the address says. @param {URLSearchParams} query @param {AbortSignal} signal @returns {Promise<Values>} */
async function initialOf(query, signal) {
  const [lesson, series] = [query.get("lesson"), query.get("series")];
  if (lesson) return valuesOfLesson(await get(`/api/lessons/${Number(lesson)}/`, undefined, { signal }));
  if (series) return valuesOfSeries(await get(`/api/series/${Number(series)}/`, undefined, { signal }));
  return valuesOfQuery(query);
}

/** @param {{ known: import("../planning/use_planning.js").Choices, values: Values }} props */
function NewForm({ known, values }) {
  return h(PlanningForm, {
    name: "lesson_new",
    initial: values,
    choices: known,
    submit: ({ kind }) => t(kind === "series" ? "planning.new.submit_series" : "planning.new.submit"),
    cancel: "/timetable",
    send: (sent) => (sent.kind === "series" ? post("/api/series/", seriesBody(sent)) : post("/api/lessons/", lessonBody(sent))),
    done: (made, { kind }) => {
      if (kind === "series") {
        toast(made.skipped.length ? t("planning.new.series_done_shut", { count: made.skipped.length }) : t("planning.new.series_done"));
        navigate(`/series/${made.id}`);
      } else {
        toast(t("planning.new.done", { when: whenInWords(made) }));
        navigate(`/lessons/${made.id}`);
      }
    },
  });
}

/** @param {{ hasGroups: boolean }} props */
function NothingToPlan({ hasGroups }) {
  return h(Empty, {
    icon: hasGroups ? "lesson" : "people",
    title: t(hasGroups ? "planning.new.no_modules" : "planning.new.no_groups"),
    text: t(hasGroups ? "planning.new.no_modules_text" : "planning.new.no_groups_text"),
    action: h(Button, { to: "/timetable", icon: "arrow_left" }, t("core.nav.timetable")),
  });
}
