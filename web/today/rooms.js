// For operators: how the computer room is, and whose time is nearly up.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h, html, useEffect } from "../h.js";
import { formatNumber, lang, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { useServerNow } from "../seats/clock.js";
import { Ring } from "../seats/ring.js";
import { clockText, percentUsed, secondsLeft, urgency } from "../seats/time_left.js";

/** @typedef {import("../seats/shapes.js").Seat} Seat */

const EVERY = 30_000;
const MOST = 5;

export default function RoomsCard() {
  const load = useLoad(async (signal) => /** @type {Seat[]} */ ((await get("/api/workstations/", { page_size: 200 }, { signal })).results), [lang.value]);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && load.reload(), EVERY);
    return () => clearInterval(timer);
  }, []);
  return h(
    Section,
    { title: t("seats.today.title"), card: true, tools: h(Button, { small: true, icon: "computer", to: "/rooms" }, t("seats.today.open")) },
    h(Loaded, {
      load,
      rows: 3,
      small: true,
      empty: h(Empty, { icon: "computer", small: true, title: t("seats.today.none"), text: t("seats.today.none_text") }),
      children: (/** @type {Seat[]} */ seats) => h(Figures, { seats }),
    }),
  );
}

/** @param {{ seats: readonly Seat[] }} props */
function Figures({ seats }) {
  const now = useServerNow();
  const count = (/** @type {Seat["status"]} */ wanted) => seats.filter(({ status }) => status === wanted).length;
  const unread = seats.reduce((sum, seat) => sum + seat.unread, 0);
  const running = seats
    .flatMap((seat) => (seat.active_session?.ends_at ? [{ seat, session: seat.active_session, left: secondsLeft(seat.active_session, now) }] : []))
    .sort((one, other) => one.left - other.left);
  return html`<div class="stack">
    <ul class="figures-row" role="list">
      ${figure(count("available"), t("seats.today.free", { count: count("available") }))}
      ${figure(count("in_use"), t("seats.today.in_use", { count: count("in_use") }))}
      ${count("offline") > 0 && figure(count("offline"), t("seats.today.offline", { count: count("offline") }))}
      ${unread > 0 && figure(unread, t("seats.today.unread", { count: unread }))}
    </ul>
    ${running.length === 0
      ? html`<p class="soft seats-quiet">${t("seats.today.quiet")}</p>`
      : html`<div class="stack-s"><h3 class="newest-title">${t("seats.today.next")}</h3>
          <ul class="list seats-next" role="list">${running.slice(0, MOST).map(({ seat, session, left }) => html`<li key=${seat.id}>
            ${h(Link, { to: `/rooms?room=${seat.room}&seat=${seat.id}`, class: "seats-next-one" },
              h(Ring, { percent: percentUsed(session, left), urgency: urgency(left) }),
              html`<span class="seats-next-words"><span class="seats-next-name">${session.visitor_name ?? t("seats.guest")}</span><span class="soft small">${seat.name}</span></span>
                <span class=${`seats-next-left figures is-${urgency(left)}`}>${clockText(left)}</span>`)}
          </li>`)}</ul></div>`}
  </div>`;
}

/** @param {number} number @param {string} words */
function figure(number, words) {
  return html`<li>${h(Link, { to: "/rooms", class: "figure-tile" }, html`<span class="figure-number">${formatNumber(number)}</span><span class="soft small">${words}</span>`)}</li>`;
}
