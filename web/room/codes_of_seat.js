import { Button } from "../components/button.js";
import { Section } from "../components/section.js";
import { h, html, useState } from "../h.js";
import { formatRelative, t } from "../i18n.js";
import { isFree } from "./drag.js";
import { liveSeat } from "./live.js";
import { NewCode } from "./new_code.js";
import { reservedText } from "./reserved_text.js";

/** Nobody is there: a code for this seat. @param {{ seat: import("../seats/shapes.js").Seat, deeds: import("../seats/deeds.js").Deeds }} props */
export function CodesOfSeat({ seat, deeds }) {
  const [isGiving, setGiving] = useState(false);
  const live = liveSeat(seat);
  const isSilent = seat.status === "offline" && seat.admin_state !== "offline";
  return h(
    Section,
    { title: t("room.seat.now"), card: true },
    html`<p class="soft">${isSilent && seat.last_seen_at ? t("room.seen", { when: formatRelative(seat.last_seen_at) }) : reservedText(seat) || t(`room.seat.why.${isSilent ? "available" : seat.status}`)}</p>`,
    isSilent && html`<p>${h(Button, { icon: "sun", busy: deeds.busy === "wake", onClick: () => void deeds.wake(seat) }, t("room.seat.wake"))}</p>`,
    isFree(live)
      ? html`<p>${h(Button, { tone: "primary", icon: "key", onClick: () => setGiving(true) }, t("room.seat.give"))}</p>`
      : seat.admin_state !== "available" && html`<p>${h(Button, { icon: "check", busy: deeds.busy === "state", onClick: () => void deeds.setState(seat, "available") }, t("room.seat.to.available"))}</p>`,
    isGiving && h(NewCode, { seat: live, free: [], onMade: () => {}, onClose: () => setGiving(false) }),
  );
}
