import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Pager } from "../components/pager.js";
import { Section } from "../components/section.js";
import { Fragment, h, html, useState } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { SessionBadge } from "../seats/session_badge.js";
import { spanText } from "../seats/time_left.js";
import { cursorIn } from "./list_query.js";

/** @typedef {import("../seats/shapes.js").Session} Session */

const PAGE = 10;

/** When somebody came, where they sat, how long. @param {{ visitor: number, version: number, onNewCode: () => void }} props `version`: another one when there may be a new session */
export function VisitorSessions({ visitor, version, onNewCode }) {
  const [cursor, setCursor] = useState("");
  const load = useLoad(
    (signal) => /** @type {Promise<import("../seats/shapes.js").Sessions>} */ (get("/api/sessions/", { visitor, cursor, page_size: PAGE }, { signal })),
    [visitor, cursor, version],
  );
  return h(
    Section,
    { title: t("visitors.sessions.title") },
    h(Loaded, {
      load,
      rows: 4,
      empty: h(Empty, {
        icon: "computer",
        small: true,
        title: t("visitors.sessions.none"),
        text: t("visitors.sessions.none_text"),
        action: h(Button, { icon: "key", small: true, onClick: onNewCode }, t("visitors.new_code")),
      }),
      children: (/** @type {import("../seats/shapes.js").Sessions} */ page) =>
        h(
          Fragment,
          {},
          html`<ul class="visits card">${page.results.map((session) => h(Visit, { key: session.id, session }))}</ul>`,
          (page.next || page.previous) && h(Pager, { next: page.next, previous: page.previous, count: page.count, shown: page.results.length, onGo: (to) => setCursor(cursorIn(to)) }),
        ),
    }),
  );
}

/** @param {{ session: Session }} props */
function Visit({ session }) {
  const { started_at, created_at, workstation_name, operator_name, status, elapsed_seconds, duration_seconds } = session;
  const at = started_at ?? created_at;
  const about = [workstation_name, operator_name && t("visitors.sessions.by", { name: operator_name })].filter(Boolean).join(" · ");
  return html`<li class="visit">
    <span class="visit-when"><time datetime=${at}>${formatDateTime(at)}</time> <span class="soft small">${about}</span></span>
    ${h(SessionBadge, { status })}
    <span class="visit-time figures">${t("visitors.sessions.of", { used: spanText(elapsed_seconds), given: spanText(duration_seconds) })}</span>
  </li>`;
}
