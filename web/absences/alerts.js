// Who has passed a threshold this month: mailed once, and shown here for whoever decides.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Notice } from "../components/notice.js";
import { h, html, useState } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { Link } from "../router.js";
import { capital } from "../school/lesson_when.js";
import { profile } from "../session.js";
import { pathOf, readQuery } from "./absences_query.js";

/** @typedef {import("./shapes.js").Alert} Alert */

/** So many are seen without asking. */
const FEW = 3;

/**
 * `isOwn`: whoever looks is a student, or follows some.
 * Nothing is shown while nobody has, nor when they cannot be read: the list below is what the page is for.
 * @param {{ isOwn?: boolean }} props
 */
export function Alerts({ isOwn = false }) {
  const load = useLoad(async (signal) => /** @type {import("./shapes.js").Alerts} */ (await get("/api/absences/alerts/", undefined, { signal })));
  const [isWhole, setWhole] = useState(false);
  const alerts = (load.data?.results ?? []).filter(({ holds }) => holds);
  if (alerts.length === 0) return null;
  const me = profile.value?.user.id;
  const shown = isWhole ? alerts : alerts.slice(0, FEW);
  return h(
    Notice,
    {
      tone: "warning",
      title: isOwn ? t("absences.alerts.title_own") : t("absences.alerts.title", { count: new Set(alerts.map(({ student }) => student)).size }),
      actions:
        alerts.length > FEW &&
        h(
          Button,
          { small: true, onClick: () => setWhole(!isWhole), aria: { "aria-expanded": isWhole } },
          isWhole ? t("absences.alerts.fewer") : t("absences.alerts.all", { count: alerts.length }),
        ),
    },
    html`<ul class="absence-alerts" role="list">
      ${shown.map((alert) => html`<li key=${`${alert.student}-${alert.kind}`}>
        ${alert.student !== me && h(Link, { to: isOwn ? `/absences?student=${alert.student}` : pathOf({ ...readQuery(new URLSearchParams()), status: "all", student: String(alert.student) }) }, alert.student_name.trim())}
        <span>${alert.student === me ? capital(inWords(alert)) : inWords(alert)}</span>
      </li>`)}
    </ul>`,
  );
}

/** @param {Alert} alert */
function inWords({ kind, value, limit }) {
  if (kind === "absences") return t("absences.alerts.absences", { count: value ?? limit });
  return t("absences.alerts.presence", { rate: formatNumber(value ?? 0), limit });
}
