import { Badge } from "../components/badge.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {import("./shapes.js").Live} Live */
/** @typedef {import("../live_view.js").Connection} Connection */

/** Said aloud at most so often: names come in by the second. */
const SAY_EVERY = 10_000;

/** How many are in, and how fresh that is. @param {{ live: Live, connection: Connection }} props */
export function LiveHead({ live: { counts }, connection }) {
  const said = useCalm(t("checkin.live.said", { count: counts.in, expected: counts.expected, doubtful: counts.doubtful }));
  return html`<div class="live-head">
    <p class="unseen" role="status">${said}</p>
    <div class="row row-apart">
      <h2>${t("checkin.live.title")}</h2>
      ${h(Badge, { tone: connection === "live" ? "good" : connection === "silent" ? "wrong" : "quiet", dot: connection === "live" }, t(`checkin.live.connection.${connection}`))}
    </div>
    <progress class="live-progress" max=${Math.max(1, counts.expected)} value=${counts.in} aria-hidden="true"></progress>
    <p class="live-counts figures">
      <span class="live-in">${t("checkin.live.in", { count: counts.in })}</span>
      ${counts.doubtful > 0 && html`<span class="live-doubtful">${t("checkin.live.doubtful", { count: counts.doubtful })}</span>`}
      <span class="soft">${t("checkin.live.not_yet", { count: counts.not_yet })}</span>
      ${counts.refused > 0 && html`<span class="soft">${t("checkin.live.refused", { count: counts.refused })}</span>`}
    </p>
  </div>`;
}

/** The newest text, changed rarely. @param {string} text */
function useCalm(text) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (said === text) return;
    const timer = setTimeout(() => setSaid(text), SAY_EVERY);
    return () => clearTimeout(timer);
  }, [said === text]);
  return said;
}
