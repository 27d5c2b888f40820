// Codes that were given and not used yet.

import { get } from "../api.js";
import { Button, IconButton } from "../components/button.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h, html, useState } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { spanText } from "../seats/time_left.js";
import { CodeDialog } from "./code_dialog.js";
import { spaced } from "../seats/code_text.js";

/** @typedef {import("../seats/shapes.js").Session} Session */
/** @typedef {import("../seats/shapes.js").Sessions} Sessions */

const MOST = 6;

/** @param {{ round: string, deeds: import("../seats/deeds.js").Deeds }} props round: read again when it changes */
export function WaitingCodes({ round, deeds }) {
  const load = useLoad(
    async (signal) => /** @type {Sessions} */ (await get("/api/sessions/", { status: "waiting", ordering: "-created_at", page_size: 50 }, { signal })),
    [round],
  );
  const [shown, setShown] = useState(/** @type {Session | null} */ (null));
  const end = async (/** @type {Session} */ session) => {
    if (await deeds.end(session, { isWaiting: true })) load.reload();
  };
  return h(
    Section,
    { title: t("room.codes.title"), card: true, tools: h(Button, { small: true, tone: "plain", to: "/rooms/sessions?status=waiting" }, t("room.codes.all")) },
    h(Loaded, {
      load,
      rows: 2,
      small: true,
      children: (/** @type {Sessions} */ { results }) => {
        // Those of a batch lie on paper somewhere.
        const given = results.filter(({ batch }) => batch === null).slice(0, MOST);
        if (given.length === 0) return html`<p class="soft small">${t("room.codes.none")}</p>`;
        return html`<ul class="codes" role="list">${given.map((one) => html`<li key=${one.id}>
          <button type="button" class="codes-one" onClick=${() => setShown(one)}>
            <span class="codes-code mono">${spaced(one.access_code)}</span>
            <span class="soft small cut">${wordsOf(one)}</span>
          </button>
          ${h(IconButton, { icon: "cross", small: true, label: t("room.codes.void", { code: one.access_code }), onClick: () => void end(one) })}
        </li>`)}</ul>`;
      },
    }),
    shown && h(CodeDialog, { session: shown, onClose: () => setShown(null) }),
  );
}

/** @param {Session} session */
function wordsOf({ visitor_name, duration_seconds, workstation_name, created_at }) {
  return [visitor_name ?? t("seats.guest"), spanText(duration_seconds), workstation_name, formatTime(created_at)].filter(Boolean).join(" · ");
}
