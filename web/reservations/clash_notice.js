import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { timesText } from "./reservation_words.js";

/**
 * Which seats are taken then, and which are not.
 * @param {{ clashes: readonly import("./shapes.js").Clash[], free: readonly { id: number, name: string }[],
 *   onTake: (seat: { id: number, name: string }, instead: number) => void }} props
 */
export function ClashNotice({ clashes, free, onTake }) {
  if (clashes.length === 0) return null;
  const [first] = clashes;
  return h(
    Notice,
    {
      tone: "warning",
      isLive: true,
      title: t("queue.reservation.clash", { count: clashes.length }),
      actions: free.length > 0 && free.slice(0, 4).map((seat) => h(Button, { key: seat.id, small: true, onClick: () => onTake(seat, first.workstation) }, t("queue.reservation.instead", { seat: seat.name }))),
    },
    html`<ul>${clashes.map((clash) => html`<li key=${`${clash.workstation}${clash.starts_at}`}>${t("queue.reservation.clash_one", { seat: clash.workstation_name, times: timesText(clash) })}${clash.label && ` (${clash.label})`}</li>`)}</ul>
      ${free.length === 0 && html`<p>${t("queue.reservation.none_free")}</p>`}`,
  );
}
