// Ending a series on a day: its lessons after it are cancelled, and those concerned are told.

import { post } from "../api.js";
import { addDays } from "../components/calendar_time.js";
import { DateField } from "../components/date_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { TextArea } from "../components/text_area.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { dateAt } from "../school/lesson_when.js";
import { toast } from "../toasts.js";
import { datesOf } from "./dates.js";
import { useDeed } from "./deed_form.js";

/** @typedef {import("./shapes.js").SeriesDetail} SeriesDetail */

const LONGEST = 2_000;

/** @param {{ series: SeriesDetail, onClose: () => void, onDone: (series: SeriesDetail) => void, onChanged: () => void }} props */
export function EndSeriesDialog({ series, onClose, onDone, onChanged }) {
  const { form } = useDeed({
    initial: { until: dateAt() > series.first_day ? dateAt() : series.first_day, reason: "" },
    send: ({ until, reason }) => post(`/api/series/${series.id}/cancellation/`, { until, reason: reason.trim(), row_version: series.row_version }),
    done: (/** @type {{ cancelled: number, series: SeriesDetail }} */ { cancelled, series: ended }) => {
      toast(t("planning.end.done", { count: cancelled }));
      onDone(ended);
    },
    onChanged,
  });
  const { until } = form.values.value;
  const gone = until ? datesOf(series).filter((date) => date > until && date > dateAt() && !isException(series, date)).length : 0;
  return h(
    Dialog,
    { open: true, title: t("planning.end.title"), lead: series.title, isSticky: form.isDirty, isBusy: form.busy.value, onClose },
    h(
      Form,
      { form, tone: "danger", submit: t("planning.end.action"), cancel: { onClick: onClose }, disabled: !until || until >= series.last_day },
      h(DateField, { form, name: "until", label: t("planning.end.last_day"), required: true, min: series.first_day, max: addDays(series.last_day, -1) }),
      h(TextArea, { form, name: "reason", label: t("planning.cancel.reason"), hint: t("planning.cancel.reason_hint"), required: true, rows: 2, maxlength: LONGEST }),
      html`<p aria-live="polite">${t("planning.end.gone", { count: gone })}</p>`,
      html`<p class="soft small">${t("planning.end.stays")}</p>`,
    ),
  );
}

/** @param {SeriesDetail} series @param {string} date */
const isException = ({ exceptions }, date) => exceptions.some(({ day }) => day === date);
