// My appointments: those to come and those gone by, what was offered to me, what I wait for, notes that the coach shares,
// and the link for a calendar of my own. All of it as a client, whatever else one is.

import { Button } from "../components/button.js";
import { Page } from "../components/page.js";
import { Tabs } from "../components/tabs.js";
import { h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { navigate } from "../router.js";
import { AppointmentList } from "../mine/appointment_list.js";
import { CalendarLink } from "../mine/calendar_link.js";
import { leadFocus } from "../mine/lead_focus.js";
import { Offers } from "../mine/offers.js";
import { VIEWS, cursorIn, pathOf, readQuery } from "../mine/page_query.js";
import { SharedNotes } from "../mine/shared_notes.js";
import { WaitingList } from "../mine/waiting_list.js";
import { useWishes } from "../mine/wishes.js";

const HEADING = "my-appointments-shown";

/** @param {{ query: URLSearchParams }} props */
export default function MyAppointmentsPage({ query }) {
  const { view, cursor } = readQuery(query);
  const [round, setRound] = useState(0);
  const wishes = useWishes();
  const onChanged = () => {
    setRound((before) => before + 1);
    wishes.reload();
    leadFocus(HEADING);
  };
  const onBooked = () => {
    onChanged();
    if (view !== "upcoming" || cursor) navigate(pathOf("upcoming"));
  };
  /** @param {string} to */
  const onGo = (to) => {
    navigate(pathOf(view, cursorIn(to)));
    window.scrollTo({ top: 0 });
    leadFocus(HEADING);
  };
  const shown = { key: view, cursor, round, onGo };

  return h(
    Page,
    {
      title: t("core.page.my_appointments"),
      lead: t("mine.lead"),
      width: "wide",
      tools: h(Button, { tone: "primary", icon: "plus", to: "/book" }, t("core.page.book")),
    },
    h(Offers, { wishes, onBooked, onChanged }),
    html`<div class="mine-columns">
      <div class="mine-main">
        ${h(Tabs, {
          label: t("core.page.my_appointments"),
          current: view,
          items: VIEWS.map((one) => ({ id: one, label: t(`mine.view.${one}`), to: pathOf(one) })),
        })}
        <h2 class="unseen" id=${HEADING}>${t(`mine.view.${view}`)}</h2>
        ${view === "notes" ? h(SharedNotes, shown) : h(AppointmentList, { ...shown, view, onChanged })}
      </div>
      <div class="mine-side">
        ${h(WaitingList, { wishes })}
        ${h(CalendarLink, {})}
      </div>
    </div>`,
  );
}
