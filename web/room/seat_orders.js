// What the seat was told to do, and what became of it.

import { get } from "../api.js";
import { Badge } from "../components/badge.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h, html, useState } from "../h.js";
import { formatDateTime, formatTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Button } from "../components/button.js";

/** @typedef {import("./shapes.js").Order} Order */

const SHOWN = 8;
const KINDS = /** @type {const} */ (["session", "time_added", "warning", "suspended", "closed", "lock", "message", "reboot"]);
const OUTCOMES = /** @type {const} */ (["refused", "unsupported", "withdrawn"]);

/** @param {{ seat: number, round: number }} props */
export function SeatOrders({ seat, round }) {
  const load = useLoad(async (signal) => /** @type {Order[]} */ (await get(`/api/workstations/${seat}/orders/`, undefined, { signal })), [seat, round]);
  const [isAll, setAll] = useState(false);
  return h(
    Section,
    { title: t("room.orders.title"), text: t("room.orders.text"), card: true },
    h(Loaded, {
      load,
      small: true,
      rows: 3,
      empty: html`<p class="soft small">${t("room.orders.none")}</p>`,
      children: (/** @type {Order[]} */ orders) => html`<ol class="orders">
          ${orders.slice(0, isAll ? undefined : SHOWN).map((order) => h(OneOrder, { key: order.number, order }))}
        </ol>
        ${!isAll && orders.length > SHOWN && h(Button, { small: true, tone: "plain", onClick: () => setAll(true) }, t("room.orders.all", { count: orders.length }))}`,
    }),
  );
}

/** @param {{ order: Order }} props */
function OneOrder({ order }) {
  const { number, kind, created_at, created_by_name } = order;
  const known = KINDS.find((one) => one === kind);
  return html`<li class="order">
    <span class="order-words">
      <span><span class="soft figures">${number}</span> ${known ? t(`room.orders.kind.${known}`) : kind}</span>
      <span class="soft small">${[formatDateTime(created_at), created_by_name].filter(Boolean).join(" · ")}</span>
    </span>
    ${state(order)}
  </li>`;
}

/** @param {Order} order */
function state({ sent_at, received_at, done_at, outcome }) {
  const failed = OUTCOMES.find((one) => one === outcome);
  if (failed) return h(Badge, { tone: failed === "withdrawn" ? "quiet" : "wrong" }, t(`room.orders.outcome.${failed}`));
  if (done_at) return h(Badge, { tone: "good", icon: "check" }, t("room.orders.done", { time: formatTime(done_at) }));
  if (received_at) return h(Badge, { tone: "info" }, t("room.orders.received", { time: formatTime(received_at) }));
  if (sent_at) return h(Badge, { tone: "warning" }, t("room.orders.sent", { time: formatTime(sent_at) }));
  return h(Badge, { tone: "quiet", icon: "hourglass" }, t("room.orders.waiting"));
}
