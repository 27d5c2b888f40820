// One weekly series: its rule, its lessons to come, its exceptions; changing it, ending it.

import { get, patch } from "../api.js";
import { Button } from "../components/button.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { Page } from "../components/page.js";
import { Section } from "../components/section.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { CancelDialog } from "../planning/cancel_dialog.js";
import { EndSeriesDialog } from "../planning/end_series_dialog.js";
import { mayPlan } from "../planning/lesson_move.js";
import { PlanningForm } from "../planning/planning_form.js";
import { ruleInWords } from "../planning/rule_words.js";
import { SeriesFacts } from "../planning/series_facts.js";
import { ComingLessons, Exceptions } from "../planning/series_lessons.js";
import { useChoices } from "../planning/use_planning.js";
import { seriesBody, valuesOfSeries } from "../planning/values.js";
import { navigate, route } from "../router.js";
import { dateAt } from "../school/lesson_when.js";
import { toast } from "../toasts.js";

/** @typedef {import("../planning/shapes.js").SeriesDetail} SeriesDetail */

export default function SeriesPage() {
  const id = Number(route.value.params.id);
  const isEdit = route.value.query.get("edit") === "1";
  const load = useLoad(async (signal) => /** @type {SeriesDetail} */ (await get(`/api/series/${id}/`, undefined, { signal })), [id]);
  const series = load.data?.id === id ? load.data : undefined;
  const back = isEdit && series ? { to: `/series/${id}`, label: series.title } : { to: "/series", label: t("core.page.series_list") };
  return h(
    Page,
    {
      title: isEdit ? t("planning.series.change_title") : (series?.title ?? t("core.page.series")),
      lead: isEdit ? t("planning.series.change_lead") : series && ruleInWords(series),
      back,
      width: isEdit ? "wide" : "normal",
    },
    h(Loaded, {
      load,
      shape: "text",
      rows: 6,
      children: (/** @type {SeriesDetail} */ known) =>
        isEdit ? h(Changing, { key: known.row_version, series: known, onSaved: load.set }) : h(Whole, { series: known, onChanged: load.reload, onSaved: load.set }),
    }),
  );
}

/** @param {{ series: SeriesDetail, onChanged: () => void, onSaved: (series: SeriesDetail) => void }} props */
function Whole({ series, onChanged, onSaved }) {
  const [deed, setDeed] = useState(/** @type {"end" | "cancel" | null} */ (null));
  const isOver = series.last_day < dateAt();
  const close = () => setDeed(null);
  return h(
    Fragment,
    {},
    html`<div class="lesson-page">
      <div class="lesson-main">
        ${isOver && h(Notice, {}, t("planning.series.over"))}
        <div class="card card-normal card-posts">${h(SeriesFacts, { series })}</div>
        ${!isOver && h(Section, { title: t("planning.series.coming"), card: true }, h(ComingLessons, { series }))}
        ${h(Section, { title: t("planning.series.exceptions"), text: t("planning.series.exceptions_text"), card: true }, h(Exceptions, { series }))}
      </div>
      ${mayPlan(series) && html`<aside class="lesson-side" aria-label=${t("planning.deed.title")}>
        <div class="lesson-deeds">
          ${!isOver && h(Button, { icon: "edit", wide: true, to: `/series/${series.id}?edit=1` }, t("planning.series.change"))}
          ${h(Button, { tone: "plain", icon: "copy", wide: true, to: `/timetable/new?series=${series.id}` }, t("planning.series.again"))}
          ${!isOver && h(Button, { tone: "plain", icon: "calendar", wide: true, onClick: () => setDeed("end") }, t("planning.series.end"))}
          ${!isOver && h(Button, { tone: "plain", icon: "cross", wide: true, onClick: () => setDeed("cancel") }, t("planning.series.cancel"))}
        </div>
      </aside>`}
    </div>`,
    deed === "end" && h(EndSeriesDialog, { series, onClose: close, onChanged, onDone: (saved) => { close(); onSaved(saved); } }),
    deed === "cancel" &&
      h(CancelDialog, {
        path: `/api/series/${series.id}/cancellation/`,
        version: series.row_version,
        title: t("planning.series.cancel_title"),
        what: html`<strong>${series.title}</strong><br />${ruleInWords(series)}`,
        text: t("planning.series.cancel_text"),
        action: t("planning.series.cancel_action"),
        onClose: close,
        onChanged,
        onDone: ({ cancelled }) => {
          toast(t("planning.series.cancelled", { count: cancelled }));
          close();
          onChanged();
        },
      }),
  );
}

/** @param {{ series: SeriesDetail, onSaved: (series: SeriesDetail) => void }} props */
function Changing({ series, onSaved }) {
  const choices = useChoices(series);
  return h(Loaded, {
    load: choices,
    shape: "form",
    children: (/** @type {import("../planning/use_planning.js").Choices} */ known) =>
      h(PlanningForm, {
        name: `series ${series.id}`,
        initial: valuesOfSeries(series),
        choices: known,
        series: series.id,
        submit: t("planning.series.save"),
        cancel: `/series/${series.id}`,
        send: async (values) => /** @type {SeriesDetail} */ (await patch(`/api/series/${series.id}/`, { ...seriesBody(values), row_version: series.row_version })),
        done: (saved) => {
          toast(t("planning.series.saved"));
          onSaved(saved);
          navigate(`/series/${series.id}`);
        },
      }),
  });
}
