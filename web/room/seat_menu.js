import { t } from "../i18n.js";

/** @typedef {import("../components/menu.js").MenuItem} MenuItem */

const STATES = /** @type {const} */ (["available", "in_use", "maintenance", "offline"]);
/** @type {Record<(typeof STATES)[number], import("../components/icon_shapes.js").IconName>} */
const ICONS = { available: "check", in_use: "person", maintenance: "settings", offline: "offline" };

/**
 * What can be done to a seat, whoever sits there.
 * @param {{ id: number, name: string, status: import("../seats/shapes.js").SeatStatus, admin_state?: string, is_enrolled: boolean, is_online: boolean }} seat
 *   admin_state left out: what is shown says what was set
 * @param {import("../seats/deeds.js").Deeds} deeds
 * @returns {MenuItem[]}
 */
export function seatMenu(seat, deeds) {
  const { is_enrolled: isEnrolled, is_online: isOnline, admin_state: set = seat.status } = seat;
  return [
    { label: t("room.seat.open"), icon: "computer", to: `/rooms/seats/${seat.id}` },
    ...STATES.map((state, index) => ({
      label: t(`room.seat.to.${state}`),
      icon: ICONS[state],
      startsGroup: index === 0,
      isDisabled: state === set,
      run: () => void deeds.setState(seat, state),
    })),
    { label: t("room.seat.wake"), icon: "sun", startsGroup: true, isDisabled: isOnline, run: () => void deeds.wake(seat) },
    { label: t("room.seat.lock"), icon: "lock", isDisabled: !isEnrolled, run: () => void deeds.lock(seat) },
    { label: t("room.seat.reboot"), icon: "refresh", isDisabled: !isEnrolled, isDanger: true, run: () => void deeds.reboot(seat) },
  ];
}
