// How much the computer room is used: when, by whom, at which seats.

import { get } from "../api.js";
import { wallOf } from "../components/calendar_time.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h, html } from "../h.js";
import { formatDate, t, zone } from "../i18n.js";
import { useLoad } from "../load.js";
import { isNamed } from "../seats/identity.js";
import { loadRooms } from "../seats/rooms.js";
import { TimePlots } from "../seatstats/plots.js";
import { problemOf, rangeOf } from "../seatstats/range.js";
import { RangeBar } from "../seatstats/range_bar.js";
import { Shares } from "../seatstats/shares.js";
import { Totals } from "../seatstats/totals.js";
import { usageOf } from "../seatstats/usage.js";

/** @typedef {import("../seatstats/shapes.js").Figures} Figures */

/** @param {{ query: URLSearchParams }} props */
export default function RoomStatisticsPage({ query }) {
  const range = rangeOf(query, wallOf(Date.now(), zone.value).date);
  const room = query.get("room") ?? "";
  const { from, to } = range;
  const request = { from, to, room };
  const rooms = useLoad(loadRooms).data ?? [];
  const isWrong = problemOf(range) !== null;
  const load = useLoad(
    (signal) => (isWrong ? Promise.resolve(null) : /** @type {Promise<Figures>} */ (get("/api/workstations/statistics/", request, { signal }))),
    [from, to, room, isWrong],
  );
  return h(
    Page,
    { title: t("core.page.room_statistics"), lead: t(isNamed() ? "seatstats.lead" : "seatstats.lead_nameless"), width: "wide" },
    h(RangeBar, { range, rooms, room, errors: load.error?.errors ?? {} }),
    !isWrong &&
      h(Loaded, {
        load,
        shape: "cards",
        children: (/** @type {Figures | null} */ figures) =>
          figures &&
          (figures.totals.sessions === 0
            ? h(Empty, { icon: "chart", title: t("seatstats.empty"), text: t("seatstats.empty_text") })
            : h(Shown, { figures, request, isBusy: load.isLoading })),
      }),
  );
}

/** @param {{ figures: Figures, request: { from: string, to: string, room: string }, isBusy: boolean }} props */
function Shown({ figures, request, isBusy }) {
  const { from, to } = request;
  const usage = usageOf(figures);
  return html`<div class="usage" aria-busy=${isBusy ? "true" : undefined}>
    <p class="soft small">${from === to ? formatDate(from) : t("seatstats.span", { from: formatDate(from), to: formatDate(to) })}</p>
    ${h(Totals, { totals: usage.totals })} ${h(TimePlots, { usage, request })} ${h(Shares, { usage, request })}
  </div>`;
}
