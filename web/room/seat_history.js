import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { mayName } from "../seats/identity.js";
import { SessionBadge } from "../seats/session_badge.js";
import { spanText } from "../seats/time_left.js";

/** @typedef {import("../seats/shapes.js").Session} Session */
/** @typedef {import("../seats/shapes.js").Sessions} Sessions */

const SHOWN = 8;

/** Who was there. @param {{ seat: number, round: number }} props */
export function SeatHistory({ seat, round }) {
  const load = useLoad(
    async (signal) => /** @type {Sessions} */ (await get("/api/sessions/", { workstation: seat, page_size: SHOWN }, { signal })),
    [seat, round],
  );
  return h(
    Section,
    { title: t("room.history.title"), card: true, tools: h(Button, { small: true, tone: "plain", to: `/rooms/sessions?status=all&workstation=${seat}` }, t("room.history.all")) },
    h(Loaded, {
      load,
      rows: 4,
      empty: h(Empty, { icon: "clock", small: true, title: t("room.history.none") }),
      children: (/** @type {Sessions} */ { results }) => html`<ul class="history" role="list">${results.map((one) => h(Past, { key: one.id, session: one }))}</ul>`,
    }),
  );
}

/** @param {{ session: Session }} props */
function Past({ session }) {
  const { status, visitor, visitor_name, elapsed_seconds, duration_seconds, started_at, created_at, end_reason } = session;
  const who = visitor_name ?? t("seats.guest");
  const used = t("room.sessions.used_of", { used: spanText(elapsed_seconds), all: spanText(duration_seconds) });
  return html`<li class="history-one">
    <span class="history-words">
      <span class="history-who">${visitor && mayName() ? h(Link, { to: `/visitors/${visitor}` }, who) : who}</span>
      <span class="soft small">${[formatDateTime(started_at ?? created_at), used, end_reason && t(`seats.end.${end_reason}`)].filter(Boolean).join(" · ")}</span>
    </span>
    ${h(SessionBadge, { status })}
  </li>`;
}
