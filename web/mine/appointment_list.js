import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { Fragment, h, html, useState } from "../h.js";
import { lang, t, zone } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { me } from "../session.js";
import { CancelDialog } from "../appointments/cancel_dialog.js";
import { AppointmentCard } from "./appointment_card.js";
import { LostPage } from "./lost_page.js";
import { pathOf, requestOf } from "./page_query.js";

/** @typedef {import("../appointments/cancel_dialog.js").Appointment} Appointment */
/** @typedef {import("../types/session.js").ListOf<Appointment>} Appointments */

/**
 * One page of those to come, or of those gone by; another `round` reads it again.
 * @param {{
 *   view: "upcoming" | "past", cursor: string, round: number, onGo: (to: string) => void, onChanged: () => void,
 * }} props
 */
export function AppointmentList({ view, cursor, round, onGo, onChanged }) {
  // Services are named by the server, in the reader's language.
  const load = useLoad(
    async (signal) => /** @type {Appointments} */ (await get("/api/appointments/mine/", requestOf(view, cursor), { signal })),
    [view, cursor, round, lang.value],
  );
  const [leaving, setLeaving] = useState(/** @type {Appointment | null} */ (null));
  if (cursor && load.error?.errors.cursor) return h(LostPage, { to: pathOf(view) });
  return h(
    Fragment,
    {},
    h(Loaded, {
      load,
      rows: 4,
      empty: cursor ? h(LostPage, { to: pathOf(view) }) : h(Nothing, { view }),
      children: (/** @type {Appointments} */ found) => html`<ul class="mine-list" role="list">
          ${found.results.map((appointment, at) =>
            h(AppointmentCard, {
              key: appointment.id,
              appointment,
              isNext: view === "upcoming" && at === 0 && !cursor,
              isPast: view === "past",
              onCancel: () => setLeaving(appointment),
            }),
          )}
        </ul>
        ${h(Pager, { next: found.next, previous: found.previous, count: found.next || found.previous ? found.count : undefined, shown: found.results.length, onGo })}
        ${view === "upcoming" && h(GoodToKnow, {})}`,
    }),
    leaving &&
      h(CancelDialog, {
        appointment: leaving,
        onClose: () => setLeaving(null),
        onDone: () => {
          setLeaving(null);
          onChanged();
        },
      }),
  );
}

/** @param {{ view: "upcoming" | "past" }} props */
function Nothing({ view }) {
  const action = view === "upcoming" && h(Button, { tone: "primary", icon: "plus", to: "/book" }, t("core.page.book"));
  return h(Empty, { icon: "appointment", title: t(`mine.none.${view}`), text: t(`mine.none.${view}_text`), action });
}

/** Whose clock it is, and how the coach reaches me. */
function GoodToKnow() {
  const phone = me.value?.phone;
  return html`<div class="mine-know soft small">
    <p>${t("mine.zone", { zone: zone.value })}</p>
    <p>
      ${phone ? t("mine.phone", { phone }) : t("mine.no_phone")}${" "}
      ${h(Link, { to: "/profile" }, t(phone ? "mine.phone_change" : "mine.phone_add"))}
    </p>
  </div>`;
}
