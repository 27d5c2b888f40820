// What of the appointments is shown: how, whose, which, when.

import { Button } from "../components/button.js";
import { FilterBar } from "../components/filter_bar.js";
import { Segments } from "../components/segments.js";
import { h, html, useId } from "../h.js";
import { t } from "../i18n.js";
import { STATUSES, VIEWS, WHENS } from "./agenda_query.js";
import { ClientFilter } from "./client_filter.js";
import { areSeveral } from "./coaches.js";

/**
 * @typedef {import("./agenda_query.js").AgendaQuery} AgendaQuery
 * @typedef {(change: Partial<AgendaQuery>, replace?: boolean) => void} Go
 */

const ICONS = /** @type {const} */ ({ week: "week", day: "calendar", list: "list" });

/**
 * @param {{ asked: AgendaQuery, coaches: readonly import("./coaches.js").Coach[], rows: readonly import("./agenda_rows.js").Appointment[],
 *   go: Go }} props
 */
export function AgendaTools({ asked, coaches, rows, go }) {
  return html`<div class="agenda-tools">
    ${h(
      FilterBar,
      {
        filters: filtersOf(asked, coaches),
        onFilter: (name, value) => go({ [name]: value }),
        onClear: () => go({ coach: "", service: "", status: "" }),
      },
      h(Segments, {
        label: t("agenda.view.label"),
        value: asked.view === "waiting" ? "week" : asked.view,
        options: VIEWS.map((value) => ({ value, label: t(`agenda.view.${value}`), icon: ICONS[value] })),
        onPick: (view) => go({ view }),
      }),
      h(ClientFilter, { client: asked.client, onPick: (client) => go({ client }) }),
      asked.view !== "list" && h(CancelledSwitch, { asked, rows, go }),
    )}
    ${asked.view === "list" && h(ListTools, { asked, go })}
  </div>`;
}

/** @param {{ asked: AgendaQuery, rows: readonly import("./agenda_rows.js").Appointment[], go: Go }} props */
function CancelledSwitch({ asked, rows, go }) {
  const count = rows.filter(({ status, date }) => status === "cancelled" && (asked.view === "week" || date === asked.date)).length;
  if (asked.status || (count === 0 && !asked.cancelled)) return null;
  return h(
    Button,
    {
      small: true,
      tone: "plain",
      icon: asked.cancelled ? "eye_off" : "eye",
      onClick: () => go({ cancelled: !asked.cancelled }, true),
      aria: { "aria-pressed": asked.cancelled ? "true" : "false" },
    },
    t("agenda.cancelled.show", { count }),
  );
}

/** @param {AgendaQuery} asked @param {readonly import("./coaches.js").Coach[]} coaches @returns {import("../components/filter_bar.js").Filter[]} */
function filtersOf(asked, coaches) {
  const of = coaches.find(({ id }) => String(id) === asked.coach);
  const services = new Map((of ? [of] : coaches).flatMap((coach) => coach.services.map(({ id, name }) => [String(id), name])));
  /** @type {import("../components/filter_bar.js").Filter[]} */
  const filters = [
    {
      name: "status",
      label: t("agenda.field.status"),
      value: asked.status,
      options: STATUSES.map((value) => ({ value, label: t(`agenda.status.${value}`) })),
    },
  ];
  if (services.size > 1) {
    const options = [...services].map(([value, label]) => ({ value, label }));
    filters.push({ name: "service", label: t("agenda.field.service"), value: asked.service, options });
  }
  if (areSeveral(coaches)) {
    const options = coaches.map(({ id, name }) => ({ value: String(id), label: name }));
    filters.unshift({ name: "coach", label: t("agenda.field.coach"), value: asked.coach, options });
  }
  return filters;
}

/** @param {{ asked: AgendaQuery, go: Go }} props */
function ListTools({ asked, go }) {
  return html`<div class="agenda-span">
    ${h(Segments, {
      label: t("agenda.when.label"),
      value: asked.when,
      options: WHENS.map((value) => ({ value, label: t(`agenda.when.${value}`) })),
      onPick: (when) => go({ when, from: "", to: "" }),
    })}
    ${h(DayInput, { label: t("agenda.when.from"), value: asked.from, max: asked.to, onPick: (from) => go({ from, when: "all" }, true) })}
    ${h(DayInput, { label: t("agenda.when.to"), value: asked.to, min: asked.from, onPick: (to) => go({ to, when: "all" }, true) })}
  </div>`;
}

/** @param {{ label: string, value: string, min?: string, max?: string, onPick: (date: string) => void }} props */
function DayInput({ label, value, min, max, onPick }) {
  const id = useId();
  return html`<span class="agenda-day">
    <label class="soft small" for=${id}>${label}</label>
    <span class="control control-short">
      <input id=${id} type="date" value=${value} min=${min || undefined} max=${max || undefined}
        onChange=${(/** @type {Event} */ event) => onPick(/** @type {HTMLInputElement} */ (event.currentTarget).value)} />
    </span>
  </span>`;
}
