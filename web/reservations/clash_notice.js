import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { h } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {import("../seats/shapes.js").Seat} Seat */

/** So many are offered; all of them stand in the list of seats. */
const MOST = 3;

/**
 * Which seats are taken then, and which are not.
 * @param {{ taken: readonly Seat[], free: readonly Seat[], onTake: (seat: Seat, instead: Seat) => void }} props
 */
export function ClashNotice({ taken, free, onTake }) {
  if (taken.length === 0) return null;
  const [first] = taken;
  const actions = free.slice(0, MOST).map((seat) => h(Button, { key: seat.id, small: true, onClick: () => onTake(seat, first) }, t("queue.reservation.instead", { seat: seat.name, taken: first.name })));
  return h(
    Notice,
    { tone: "warning", isLive: true, title: t("queue.reservation.clash", { count: taken.length }), actions: actions.length > 0 && actions },
    `${taken.map(({ name }) => name).join(", ")}. ${free.length === 0 ? t("queue.reservation.none_free") : ""}`.trim(),
  );
}
