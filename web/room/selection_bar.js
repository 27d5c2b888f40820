import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Menu } from "../components/menu.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { spanText } from "../seats/time_left.js";
import { occupied } from "./selection.js";

/** @typedef {import("./orders.js").Order} Order */
/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */

const MORE = 15;
const STATES = /** @type {const} */ (["available", "in_use", "maintenance", "offline"]);
/** @type {Record<(typeof STATES)[number], import("../components/icon_shapes.js").IconName>} */
const ICONS = { available: "check", in_use: "person", maintenance: "settings", offline: "offline" };

/**
 * What is done to the seats that were picked, and how they are picked.
 * @param {{ seats: readonly LiveSeat[], shown: (seat: LiveSeat) => boolean, picked: readonly number[], onPick: (picked: number[]) => void,
 *   busy: string, onOrder: (order: Order) => void, onWrite: () => void, onClose: () => void }} props
 */
export function SelectionBar({ seats, shown, picked, onPick, busy, onOrder, onWrite, onClose }) {
  const none = picked.length === 0;
  const visible = seats.filter(shown);
  return html`<section class="selection-bar" aria-label=${t("room.many.title")}>
    <p class="selection-count" role="status">${none ? t("room.many.none") : t("room.many.count", { count: picked.length })}</p>
    <div class="selection-picks">
      ${h(Button, { small: true, tone: "plain", onClick: () => onPick(visible.map(({ id }) => id)) }, t("room.many.all"))}
      ${h(Button, { small: true, tone: "plain", onClick: () => onPick(occupied(visible)) }, t("room.many.occupied"))}
      ${h(Button, { small: true, tone: "plain", disabled: none, onClick: () => onPick([]) }, t("room.many.clear"))}
    </div>
    <div class="selection-orders">
      ${h(Button, { icon: "message", disabled: none, onClick: onWrite }, t("room.many.message"))}
      ${h(Button, { icon: "lock", disabled: none, busy: busy === "lock", onClick: () => onOrder({ order: "lock" }) }, t("room.many.lock"))}
      ${h(Button, { icon: "clock", disabled: none, busy: busy === "add_time", label: t("room.many.add", { span: spanText(MORE * 60) }), onClick: () => onOrder({ order: "add_time", minutes: MORE }) }, `+${spanText(MORE * 60)}`)}
      ${h(Menu, { label: t("room.many.more"), items: moreOf(onOrder), isDisabled: none })}
      ${h(Button, { tone: "plain", onClick: onClose }, t("room.many.done"))}
    </div>
  </section>`;
}

/** @param {(order: Order) => void} onOrder @returns {import("../components/menu.js").MenuItem[]} */
function moreOf(onOrder) {
  const after = async (/** @type {import("../components/confirm.js").Question} */ question, /** @type {Order} */ order) => {
    if (await confirm({ ...question, danger: true })) onOrder(order);
  };
  const ending = { title: t("room.many.end_title"), text: t("room.many.end_text"), action: t("room.many.end") };
  const restarting = { title: t("room.many.reboot_title"), text: t("room.many.reboot_text"), action: t("room.many.reboot") };
  return [
    { label: t("room.session.suspend"), icon: "hourglass", run: () => onOrder({ order: "suspend" }) },
    { label: t("room.session.resume"), icon: "clock", run: () => onOrder({ order: "resume" }) },
    { label: t("room.many.end"), icon: "cross", isDanger: true, run: () => void after(ending, { order: "terminate" }) },
    ...STATES.map((status, index) => ({ label: t(`room.seat.to.${status}`), icon: ICONS[status], startsGroup: index === 0, run: () => onOrder({ order: "status", status }) })),
    { label: t("room.many.wake"), icon: "sun", startsGroup: true, run: () => onOrder({ order: "wake" }) },
    { label: t("room.many.reboot"), icon: "refresh", isDanger: true, run: () => void after(restarting, { order: "reboot" }) },
  ];
}
