import { t } from "../i18n.js";

/** @typedef {import("../components/menu.js").MenuItem} MenuItem */

const STATES = /** @type {const} */ (["available", "in_use", "maintenance", "offline"]);

/**
 * What can be done to a seat, whoever sits there.
 * @param {{ id: number, name: string, status: import("../seats/shapes.js").SeatStatus, is_enrolled: boolean, is_online: boolean }} seat
 * @param {import("../seats/deeds.js").Deeds} deeds
 * @returns {MenuItem[]}
 */
export function seatMenu(seat, deeds) {
  const { is_enrolled: isEnrolled, is_online: isOnline } = seat;
  return [
    { label: t("room.seat.open"), icon: "computer", to: `/rooms/seats/${seat.id}` },
    ...STATES.map((state, index) => ({
      label: t(`room.seat.to.${state}`),
      startsGroup: index === 0,
      isDisabled: state === seat.status,
      run: () => void deeds.setState(seat, state),
    })),
    { label: t("room.seat.wake"), icon: "sun", startsGroup: true, isDisabled: isOnline, run: () => void deeds.wake(seat) },
    { label: t("room.seat.lock"), icon: "lock", isDisabled: !isEnrolled, run: () => void deeds.lock(seat) },
    { label: t("room.seat.reboot"), icon: "refresh", isDisabled: !isEnrolled, isDanger: true, run: () => void deeds.reboot(seat) },
  ];
}
