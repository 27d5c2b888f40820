// Booking: for whom, with whom, for what, when, a word to the coach. Steps that leave no choice are passed over.

import { get } from "../api.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { navigate } from "../router.js";
import { asker, readClient } from "./asker.js";
import { Booking } from "./booking.js";
import { ChooseClient } from "./choose_client.js";
import { useIsLed } from "./step_led.js";
import { bookPath, coachesFor } from "./wanted.js";

/** @typedef {import("./wanted.js").Coach} Coach */
/** @typedef {import("./wanted.js").Wanted} Wanted */
/** @typedef {import("./asker.js").Booked} Booked */

/** More coaches than a place has. */
const ALL = 200;

/** @param {{ wanted: Wanted }} props */
export function BookingPage({ wanted }) {
  const who = asker();
  const id = who.isKeeper && typeof wanted.client === "number" && wanted.client !== who.me ? wanted.client : null;
  const load = useLoad(async (signal) => {
    const { results } = await get("/api/coaches/", { page_size: ALL }, { signal });
    return /** @type {Coach[]} */ (results);
  });
  const client = useLoad((signal) => (id === null ? Promise.resolve(null) : readClient(id, signal)), [id]);
  // Known until another one is read: what was read before is somebody else.
  const isClientThere = id === null || (!client.isLoading && client.data !== undefined && (client.data === null || client.data.id === id));
  return h(
    Page,
    { title: t("booking.title"), lead: t(id === null && !who.isKeeper ? "booking.lead" : "booking.lead_keeper") },
    h(Loaded, {
      load: isClientThere ? load : { ...load, data: undefined, isLoading: !client.error, error: client.error, reload: client.reload },
      shape: "form",
      rows: 4,
      empty: h(Empty, { icon: "appointment", title: t("booking.no_coach"), text: t("booking.no_coach_text") }),
      children: (/** @type {Coach[]} */ coaches) => h(ForWhom, { coaches, wanted, who, client: id === null ? null : client.data ?? null, id }),
    }),
  );
}

/**
 * @param {{ coaches: Coach[], wanted: Wanted, who: import("./asker.js").Asker, client: Booked | null, id: number | null }} props
 */
function ForWhom({ coaches, wanted, who, client, id }) {
  const mine = coachesFor(coaches, { ...who, client: null });
  const isAsked = who.isKeeper && wanted.wish === null && (wanted.client === null || (id !== null && client === null));
  const isLed = useIsLed(isAsked ? "client" : "others");
  if (isAsked) {
    return h(ChooseClient, {
      isMeOffered: mine.length > 0,
      isUnknown: id !== null,
      isLed,
      onPick: (picked) => navigate(bookPath({ client: picked === "me" ? "me" : picked.id, coach: wanted.coach, service: wanted.service })),
    });
  }
  const open = coachesFor(coaches, { ...who, client: id });
  if (open.length === 0) return h(Empty, { icon: "appointment", title: t("booking.no_coach"), text: t("booking.no_coach_text") });
  return h(Booking, { key: String(id), coaches: open, wanted, who, client, isLedHere: isLed });
}
