import { Icon } from "../components/icon.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { formatRelative, t } from "../i18n.js";
import { useServerNow } from "../seats/clock.js";
import { clockText, secondsLeft } from "../seats/time_left.js";
import { watched } from "./live.js";

/** @typedef {import("./live.js").Watched} Watched */
/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */

/** @type {Record<Watched["why"], import("../components/icon_shapes.js").IconName>} */
const ICONS = { message: "message", doubtful: "offline", ending: "hourglass" };

/** What wants a look. @param {{ seats: readonly LiveSeat[], onPick: (seat: LiveSeat) => void }} props */
export function WatchList({ seats, onPick }) {
  const now = useServerNow();
  const found = watched(seats, now);
  const unread = seats.reduce((sum, seat) => sum + seat.unread, 0);
  return h(
    Section,
    { title: t("room.watch.title"), card: true },
    html`<p class="unseen" role="status">${unread > 0 ? t("room.unread", { count: unread }) : ""}</p>`,
    found.length === 0
      ? html`<p class="soft small">${t("room.watch.none")}</p>`
      : html`<ul class="watch" role="list">
          ${found.map(({ seat, why }) => html`<li key=${`${why} ${seat.id}`}>
            <button type="button" class=${`watch-one watch-${why}`} onClick=${() => onPick(seat)}>
              ${h(Icon, { name: ICONS[why], size: 18 })}
              <span class="watch-words"><span class="watch-seat">${seat.name}</span><span class="soft small cut">${wordsOf(seat, why)}</span></span>
              ${why === "ending" && seat.session && html`<span class="watch-left figures">${clockText(secondsLeft(seat.session, now))}</span>`}
            </button>
          </li>`)}
        </ul>`,
  );
}

/** @param {LiveSeat} seat @param {Watched["why"]} why */
function wordsOf({ session, unread, last_seen_at }, why) {
  if (why === "message") return t("room.unread", { count: unread });
  const who = session?.visitor_name ?? t("seats.guest");
  if (why === "ending") return who;
  return last_seen_at ? t("room.watch.silent", { when: formatRelative(last_seen_at) }) : t("room.silent");
}
