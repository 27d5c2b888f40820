import { DateField } from "../components/date_field.js";
import { SelectField } from "../components/select_field.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { setQuery } from "../router.js";
import { roomName } from "../seats/rooms.js";
import { PERIODS, problemOf } from "./range.js";

/**
 * Which days, of which room; both stand in the address.
 * @param {{ range: import("./range.js").Range, rooms: readonly import("../seats/shapes.js").Room[], room: string, errors: Record<string, string[]> }} props
 */
export function RangeBar({ range, rooms, room, errors }) {
  const { period, from, to } = range;
  // Dates that are half typed stay as they are; the address gets those that can be.
  const [typed, setTyped] = useState({ from, to });
  useEffect(() => setTyped({ from, to }), [from, to]);
  const wrong = period === "dates" ? problemOf(typed) : null;
  const form = {
    values: { value: { ...typed, period, room } },
    set: (/** @type {string} */ name, /** @type {string | number} */ value) => {
      if (name === "room") setQuery({ room: value });
      else if (name === "period") setQuery(value === "dates" ? { period: value, from, to } : { period: value === "30" ? null : value, from: null, to: null });
      else {
        const dates = { ...typed, [name]: String(value) };
        setTyped(dates);
        if (!problemOf(dates)) setQuery(dates);
      }
    },
    errors: (/** @type {string} */ name) => (wrong?.field === name ? [t(`seatstats.problem.${wrong.problem}`)] : (errors[name] ?? [])),
  };
  return html`<div class="usage-range" role="group" aria-label=${t("seatstats.range")}>
    ${h(SelectField, { form, name: "period", label: t("seatstats.period"), options: PERIODS.map((value) => ({ value, label: t(`seatstats.period.${value}`) })) })}
    ${period === "dates" && h(DateField, { form, name: "from", label: t("seatstats.from") })}
    ${period === "dates" && h(DateField, { form, name: "to", label: t("seatstats.to") })}
    ${rooms.length > 1 && h(SelectField, { form, name: "room", label: t("seatstats.room"), placeholder: t("seatstats.all_rooms"), options: rooms.map((one) => ({ value: String(one.id), label: roomName(one, rooms) })) })}
  </div>`;
}
