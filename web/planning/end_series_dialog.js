// Ending a series on a day: its lessons after it are cancelled, and those concerned are told.

import { patch } from "../api.js";
import { addDays } from "../components/calendar_time.js";
import { DateField } from "../components/date_field.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { dateAt } from "../school/lesson_when.js";
import { toast } from "../toasts.js";
import { datesOf } from "./dates.js";
import { useDeed } from "./deed_form.js";

/** @typedef {import("./shapes.js").SeriesDetail} SeriesDetail */

/** @param {{ series: SeriesDetail, onClose: () => void, onDone: (series: SeriesDetail) => void, onChanged: () => void }} props */
export function EndSeriesDialog({ series, onClose, onDone, onChanged }) {
  const { form } = useDeed({
    initial: { last_day: dateAt() > series.first_day ? dateAt() : series.first_day },
    send: ({ last_day }) => patch(`/api/series/${series.id}/`, { last_day, row_version: series.row_version }),
    done: (/** @type {SeriesDetail} */ answer) => {
      toast(t("planning.end.done"));
      onDone(answer);
    },
    onChanged,
  });
  const { last_day } = form.values.value;
  const gone = last_day ? datesOf(series).filter((date) => date > last_day && date > dateAt() && !isException(series, date)).length : 0;
  return h(
    Dialog,
    { open: true, title: t("planning.end.title"), lead: series.title, isBusy: form.busy.value, onClose },
    h(
      Form,
      { form, tone: "danger", submit: t("planning.end.action"), cancel: { onClick: onClose }, disabled: !last_day || last_day >= series.last_day },
      h(DateField, { form, name: "last_day", label: t("planning.end.last_day"), required: true, min: series.first_day, max: addDays(series.last_day, -1) }),
      html`<p aria-live="polite">${t("planning.end.gone", { count: gone })}</p>`,
      html`<p class="soft small">${t("planning.end.stays")}</p>`,
    ),
  );
}

/** @param {SeriesDetail} series @param {string} date */
const isException = ({ exceptions }, date) => exceptions.some(({ day }) => day === date);
