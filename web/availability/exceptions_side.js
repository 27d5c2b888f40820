// Days off, hours off and extra hours: the month, a form for a new one, and those that are to come.

import { dateAt } from "../appointments/when.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { MonthGrid } from "../components/month_grid.js";
import { Section } from "../components/section.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { loadBooked, loadExceptions } from "./booked.js";
import { loadClosures } from "./closures.js";
import { periodsOf } from "./days.js";
import { ExceptionForm } from "./exception_form.js";
import { marksOf } from "./exception_marks.js";
import { MeetDialog } from "./meet_dialog.js";
import { PeriodList } from "./period_list.js";

/** @typedef {import("./days.js").Appointment} Appointment */
/** @typedef {import("./days.js").Exception} Exception */
/** @typedef {{ exceptions: Exception[], booked: Appointment[], closures: import("./closures.js").Closures }} Known */

const LEGEND = /** @type {const} */ (["closed", "extra", "booked"]);

/** @param {{ coach: number }} props */
export function ExceptionsSide({ coach }) {
  const load = useLoad(async (signal) => {
    const [exceptions, booked, closures] = await Promise.all([
      loadExceptions(coach, signal),
      loadBooked(coach, signal),
      loadClosures(dateAt(), signal),
    ]);
    return { exceptions, booked, closures };
  }, [coach]);
  return h(Loaded, {
    load,
    shape: "form",
    rows: 4,
    children: (/** @type {Known} */ known) => h(Exceptions, { coach, known, onChanged: load.reload }),
  });
}

/** @param {{ coach: number, known: Known, onChanged: () => void }} props */
function Exceptions({ coach, known, onChanged }) {
  const today = dateAt();
  const [day, setDay] = useState(/** @type {string | null} */ (null));
  const [month, setMonth] = useState(today.slice(0, 7));
  const [met, setMet] = useState(/** @type {Appointment[] | null} */ (null));
  const periods = periodsOf(known.exceptions);
  return html`<div class="exceptions">
    <div class="exceptions-new">
      <div class="exceptions-month">
        ${h(MonthGrid, {
          month,
          label: t("availability.month"),
          picked: day,
          min: today,
          marked: marksOf(known),
          onPick: setDay,
          onMonth: setMonth,
        })}
        <ul class="exceptions-legend small soft">
          ${LEGEND.map((kind) => html`<li key=${kind}><i class=${`legend-${kind}`} aria-hidden="true"></i>${t(`availability.legend.${kind}`)}</li>`)}
        </ul>
      </div>
      ${h(
        Section,
        { title: t("availability.exception.title"), text: t("availability.exception.text"), card: true },
        h(ExceptionForm, {
          coach,
          known,
          day,
          onDay: (date) => {
            setDay(date);
            setMonth(date.slice(0, 7));
          },
          onSaved: (bookings) => {
            setDay(null);
            if (bookings.length > 0) setMet(bookings);
            onChanged();
          },
        }),
      )}
    </div>
    ${h(
      Section,
      { title: t("availability.periods.title") },
      periods.length > 0
        ? h(PeriodList, { coach, periods, booked: known.booked, onMet: setMet, onChanged })
        : h(Empty, { icon: "calendar", title: t("availability.periods.none"), text: t("availability.periods.none_text") }),
    )}
    ${met &&
    h(MeetDialog, {
      title: t("availability.meet.title"),
      lead: t("availability.meet.text"),
      bookings: met,
      onClose: () => {
        setMet(null);
        onChanged();
      },
    })}
  </div>`;
}
