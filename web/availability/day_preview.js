// What clients will find on a day, from what is typed.

import { Empty } from "../components/empty.js";
import { SelectField } from "../components/select_field.js";
import { Segments } from "../components/segments.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { dayShort } from "../components/calendar_names.js";
import { weekdayName, weekdayTitle } from "./day_names.js";
import { startsOf } from "./starts.js";
import { problemsOf } from "./week.js";

/** @typedef {import("./week.js").Week} Week */
/** @typedef {import("../types/api.js").components["schemas"]["ServiceBody"]} Service */

/**
 * @param {{
 *   week: Week,
 *   pause: number,
 *   services: Service[],
 *   service: Service | undefined,
 *   onService: (id: number) => void,
 * }} props
 */
export function DayPreview({ week, pause, services, service, onService }) {
  const firstOpen = Math.max(0, week.findIndex((stretches) => stretches.length > 0));
  const [picked, setPicked] = useState(/** @type {number | null} */ (null));
  const day = picked ?? firstOpen;
  if (!service) return h(Empty, { small: true, icon: "appointment", title: t("availability.preview.no_service"), text: t("availability.preview.no_service_text") });
  const isWrong = problemsOf(week).some((problem) => problem.day === day);
  const starts = isWrong ? [] : startsOf(week[day], { minutes: service.minutes, pause });
  const instead = isWrong ? "availability.preview.wrong" : week[day].length > 0 ? "availability.preview.too_short" : "availability.preview.closed";
  return html`<div class="day-preview">
    ${services.length > 1 && h(ServiceChoice, { services, service, onService })}
    ${h(Segments, {
      label: t("availability.preview.day"),
      wide: true,
      value: String(day),
      options: week.map((_, index) => ({ value: String(index), label: shortOf(index) })),
      onPick: (/** @type {string} */ value) => setPicked(Number(value)),
    })}
    <p class="day-preview-said" aria-live="polite">
      <strong>${weekdayTitle(day)}</strong>
      ${starts.length > 0
        ? t("availability.preview.count", { count: starts.length, minutes: service.minutes })
        : t(instead, { minutes: service.minutes })}
    </p>
    ${starts.length > 0 &&
    html`<ol class="day-preview-starts" aria-label=${t("availability.preview.starts", { day: weekdayName(day) })}>
      ${starts.map(({ start, end }) => html`<li key=${start} class="figures"><strong>${start}</strong><span>${end}</span></li>`)}
    </ol>`}
  </div>`;
}

/** @param {{ services: Service[], service: Service, onService: (id: number) => void }} props */
function ServiceChoice({ services, service, onService }) {
  const form = {
    values: { value: { service: service.id } },
    set: (/** @type {string} */ _, /** @type {number} */ id) => onService(id),
    errors: () => [],
  };
  return h(SelectField, {
    form,
    name: "service",
    label: t("availability.preview.service"),
    options: services.map(({ id, name, minutes }) => ({ value: id, label: t("availability.service.option", { name, minutes }) })),
  });
}

/** "lu" @param {number} day */
function shortOf(day) {
  const monday = 23;
  return dayShort(`2026-11-${monday + day}`).slice(0, 2);
}
