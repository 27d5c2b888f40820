// Bookings in a time that is closed now: for each, new times are proposed, or it is moved or cancelled.

import { CancelDialog } from "../appointments/cancel_dialog.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Menu } from "../components/menu.js";
import { Fragment, h, html, useState } from "../h.js";
import { formatRelative, t } from "../i18n.js";
import { navigate } from "../router.js";
import { BookingList } from "./booking_list.js";
import { ProposalDialog } from "./proposal_dialog.js";

/** @typedef {import("./days.js").Appointment} Appointment */

/**
 * @param {{ title: string, lead: string, bookings: Appointment[], onClose: () => void, onChanged?: () => void }} props
 *   `onChanged`: one of them was cancelled
 */
export function MeetDialog({ title, lead, bookings, onClose, onChanged }) {
  const [proposing, setProposing] = useState(/** @type {Appointment | null} */ (null));
  const [cancelling, setCancelling] = useState(/** @type {Appointment | null} */ (null));
  const [gone, setGone] = useState(/** @type {number[]} */ ([]));
  /** As they are since new times were proposed. */
  const [news, setNews] = useState(/** @type {Appointment[]} */ ([]));
  const left = bookings.filter(({ id }) => !gone.includes(id)).map((one) => news.find(({ id }) => id === one.id) ?? one);
  /** @param {Appointment} now */
  const settle = (now) => {
    setCancelling(null);
    if (now.status === "booked") return;
    setGone([...gone, now.id]);
    onChanged?.();
  };
  return h(
    Fragment,
    {},
    h(
      Dialog,
      { open: true, title, lead, focus: "title", onClose, actions: h(Button, { tone: "primary", onClick: onClose }, t("availability.meet.close")) },
      left.length > 0
        ? h(BookingList, { bookings: left, tools: (booking) => h(Tools, { booking, onPropose: setProposing, onCancel: setCancelling }) })
        : html`<p class="soft" role="status">${t("availability.meet.none")}</p>`,
    ),
    proposing &&
      h(ProposalDialog, {
        appointment: proposing,
        onClose: () => setProposing(null),
        onSent: ({ appointment }) => setNews([appointment, ...news]),
      }),
    cancelling && h(CancelDialog, { appointment: cancelling, asCoach: true, onClose: () => setCancelling(null), onDone: settle }),
  );
}

/**
 * @param {{
 *   booking: Appointment,
 *   onPropose: (booking: Appointment) => void,
 *   onCancel: (booking: Appointment) => void,
 * }} props
 */
function Tools({ booking, onPropose, onCancel }) {
  const { proposal } = booking;
  return h(
    Fragment,
    {},
    proposal && h(Badge, { tone: "good", icon: "check" }, t("availability.meet.proposed", { when: formatRelative(proposal.sent_at) })),
    h(
      Button,
      { small: true, icon: "mail", onClick: () => onPropose(booking), label: t("availability.meet.propose_to", { name: booking.client_name }) },
      t(proposal ? "availability.meet.again" : "availability.meet.propose"),
    ),
    h(Menu, {
      label: t("availability.meet.others", { name: booking.client_name }),
      isSmall: true,
      items: [
        { label: t("availability.meet.move"), icon: "calendar", run: () => navigate(`/book?move=${booking.id}`) },
        { label: t("availability.meet.cancel"), icon: "cross", isDanger: true, run: () => onCancel(booking) },
      ],
    }),
  );
}
