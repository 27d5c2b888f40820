// From a machine to a seat with a key of its own: the one-time code, shown once.

import { del, post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { CopyText } from "../components/copy_text.js";
import { Dialog } from "../components/dialog.js";
import { Section } from "../components/section.js";
import { Fragment, h, html, useState } from "../h.js";
import { formatDateTime, formatTime, t } from "../i18n.js";
import { toast } from "../toasts.js";

/** @typedef {import("../seats/shapes.js").Seat} Seat */
/** @typedef {{ code: string, expires_at: string, command: string }} Given */

/** @param {{ seat: Seat, reload: () => void }} props */
export function SeatEnrolment({ seat, reload }) {
  const [given, setGiven] = useState(/** @type {Given | null} */ (null));
  const [isBusy, setBusy] = useState(false);
  /** @param {() => Promise<unknown>} act */
  const run = async (act) => {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      toast(error instanceof ApiError ? error.message : t("core.error.unexpected"), { tone: "wrong" });
    } finally {
      setBusy(false);
    }
  };
  const give = () => run(async () => setGiven(await post(`/api/workstations/${seat.id}/enrolment/`)));
  const withdraw = async () => {
    const isSure = await confirm({ title: t("room.enrol.withdraw_title", { seat: seat.name }), text: t("room.enrol.withdraw_text"), action: t("room.enrol.withdraw"), danger: true });
    if (isSure) await run(async () => del(`/api/workstations/${seat.id}/enrolment/`).then(reload));
  };
  const { is_enrolled: isEnrolled, enrolled_at } = seat;
  return h(
    Section,
    { title: t("room.enrol.title"), card: true },
    html`<p class="row">
        ${h(Badge, { tone: isEnrolled ? "good" : "quiet", icon: isEnrolled ? "key" : "minus" }, t(isEnrolled ? "room.enrol.is" : "room.enrol.is_not"))}
        ${enrolled_at && html`<span class="soft small">${t("room.enrol.since", { at: formatDateTime(enrolled_at) })}</span>`}
      </p>
      <p class="soft small">${t(isEnrolled ? "room.enrol.text_again" : "room.enrol.text")}</p>
      <div class="row">
        ${h(Button, { icon: "key", busy: isBusy, onClick: () => void give() }, t(isEnrolled ? "room.enrol.again" : "room.enrol.give"))}
        ${isEnrolled && h(Button, { tone: "plain", onClick: () => void withdraw() }, t("room.enrol.withdraw"))}
      </div>`,
    given && h(GivenDialog, { seat, given, onClose: () => {
      setGiven(null);
      reload();
    } }),
  );
}

/** @param {{ seat: Seat, given: Given, onClose: () => void }} props */
function GivenDialog({ seat, given: { code, command, expires_at }, onClose }) {
  return h(
    Dialog,
    {
      open: true,
      isSticky: true,
      title: t("room.enrol.code_title", { seat: seat.name }),
      lead: t("room.enrol.code_text", { time: formatTime(expires_at) }),
      focus: "title",
      onClose,
      actions: h(Button, { tone: "primary", onClick: onClose }, t("room.code.done")),
    },
    h(
      Fragment,
      {},
      html`<p class="code-large is-long mono"><span class="unseen">${t("seats.code.read", { letters: [...code.replace("-", "")].join(" ") })}</span><span aria-hidden="true">${code}</span></p>
        <p class="soft small">${t("room.enrol.command")}</p>`,
      h(CopyText, { text: command, label: t("room.enrol.command_label") }),
    ),
  );
}
