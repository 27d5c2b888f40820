// The exceptions to come: days in a row are one row, with the bookings that still lie in them.

import { del, ApiError } from "../api.js";
import { capital, dayInWords } from "../appointments/when.js";
import { Badge } from "../components/badge.js";
import { Button, IconButton } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { h, html, useState } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { toast } from "../toasts.js";
import { hitBy } from "./days.js";

/** @typedef {import("./days.js").Appointment} Appointment */
/** @typedef {import("./days.js").Period} Period */

/**
 * @param {{
 *   coach: number,
 *   periods: Period[],
 *   booked: Appointment[],
 *   onMet: (bookings: Appointment[]) => void,
 *   onChanged: () => void,
 * }} props
 */
export function PeriodList({ coach, periods, booked, onMet, onChanged }) {
  const [busy, setBusy] = useState(/** @type {number | null} */ (null));
  /** @param {Period} period */
  const remove = async (period) => {
    const name = periodInWords(period);
    const isMeant = await confirm({
      title: t("availability.periods.remove_title"),
      text: t(period.exceptions[0].kind === "extra" ? "availability.periods.remove_extra" : "availability.periods.remove_closed", { name }),
      action: t("availability.periods.remove"),
      danger: true,
    });
    if (!isMeant) return;
    setBusy(period.exceptions[0].id);
    try {
      for (const { id } of period.exceptions) await removeOne(coach, id);
      toast(t("availability.periods.removed"));
    } catch (error) {
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    } finally {
      setBusy(null);
      onChanged();
    }
  };
  return html`<div class="card card-none">
    <ul class="rows">
      ${periods.map((period) =>
        h(PeriodRow, {
          key: period.exceptions[0].id,
          period,
          bookings: hitBy(period.exceptions, booked),
          isBusy: busy === period.exceptions[0].id,
          onMet,
          onRemove: () => void remove(period),
        }),
      )}
    </ul>
  </div>`;
}

/** One that is gone already is what was wanted. @param {number} coach @param {number} id */
async function removeOne(coach, id) {
  await del(`/api/coaches/${coach}/exceptions/${id}/`).catch((error) => {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
  });
}

/** @param {{ period: Period, bookings: Appointment[], isBusy: boolean, onMet: (bookings: Appointment[]) => void, onRemove: () => void }} props */
function PeriodRow({ period, bookings, isBusy, onMet, onRemove }) {
  const [{ kind, reason, from_time, to_time }] = period.exceptions;
  const name = periodInWords(period);
  const days = period.exceptions.length;
  const times = from_time && to_time ? t("availability.range", { from: from_time, to: to_time }) : "";
  const said = [times, days > 1 ? t("availability.periods.days", { count: days }) : "", reason].filter(Boolean).join(" · ");
  return html`<li class="period-row">
    <div class="row-main">
      <p class="row-title">${capital(name)}</p>
      ${said && html`<p class="soft small">${said}</p>`}
    </div>
    <div class="period-tools">
      ${h(Badge, { tone: kind === "extra" ? "good" : "warning" }, t(kind === "extra" ? "availability.badge.extra" : "availability.badge.closed"))}
      ${bookings.length > 0 && h(Button, { small: true, icon: "warning", onClick: () => onMet(bookings) }, t("availability.periods.met", { count: bookings.length }))}
    </div>
    ${h(IconButton, { icon: "trash", small: true, busy: isBusy, label: t("availability.periods.remove_one", { name }), onClick: onRemove })}
  </li>`;
}

/** @param {Period} period */
function periodInWords({ first, last }) {
  if (first === last) return dayInWords(first);
  return t("availability.periods.from_to", { first: formatDate(first, "medium"), last: formatDate(last, "medium") });
}
