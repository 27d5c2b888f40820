// Other times that the coach proposes for one of my appointments.

import { here } from "../appointments/booking_link.js";
import { capital, whenInWords } from "../appointments/when.js";
import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

/** They are chosen on the page that the mail leads to as well. @param {{ appointment: import("../appointments/cancel_dialog.js").Appointment }} props */
export function ProposedTimes({ appointment: { proposal, coach_name } }) {
  if (!proposal) return null;
  const { times, message, link } = proposal;
  const choose = h(Button, { small: true, tone: "primary", icon: "calendar", href: here(link) }, t("mine.proposal.choose"));
  const notice = h(
    Notice,
    { tone: "warning", title: t("mine.proposal.title", { name: coach_name }), actions: choose },
    message && html`<p>${t("mine.quoted", { text: message })}</p>`,
    html`<ul class="mine-proposed">
      ${times.map((time) => html`<li key=${`${time.date} ${time.start}`}>${capital(whenInWords(time))}</li>`)}
    </ul>`,
    html`<p class="small">${t("mine.proposal.text")}</p>`,
  );
  return html`<div class="mine-card-proposal">${notice}</div>`;
}
