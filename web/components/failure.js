import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { Button } from "./button.js";
import { Icon } from "./icon.js";

/** @typedef {{ status?: number, message?: string, retryAfter?: number, requestId?: string }} Refusal */

/**
 * One kind of refusal: what happened, what one can do, and the number under which the place finds it in its log.
 * @param {object} props
 * @param {unknown} props.error an ApiError, or whatever was thrown
 * @param {() => void} [props.retry]
 * @param {boolean} [props.small] in a card among others
 */
export function Failure({ error, retry, small = false }) {
  const refusal = /** @type {Refusal} */ (error && typeof error === "object" ? error : {});
  const kind = kindOf(refusal.status);
  // A server's fault has no words of use to the reader; a refusal has.
  const said = kind === "forbidden" || kind === "refused" ? refusal.message : undefined;
  return html`<div class=${`failure${small ? " empty-small" : ""}`} role="alert">
    <span class="empty-icon failure-icon">${h(Icon, { name: ICONS[kind], size: small ? 22 : 28 })}</span>
    <p class="empty-title">${t(`core.failure.${kind}.title`)}</p>
    <p class="empty-text">${said ?? t(`core.failure.${kind}.text`)}</p>
    <div class="empty-action">
      ${retry && kind !== "forbidden" && kind !== "missing"
        ? h(Button, { icon: "refresh", onClick: retry, small }, t("core.failure.retry"))
        : !small && h(Button, { icon: "today", to: "/" }, t("core.failure.home"))}
    </div>
    ${refusal.requestId && (kind === "broken" || kind === "refused")
      && html`<p class="failure-number">${t("core.failure.number")} <code>${refusal.requestId}</code></p>`}
  </div>`;
}

/** @typedef {"offline" | "forbidden" | "missing" | "busy" | "broken" | "refused"} FailureKind */

/** @type {Record<FailureKind, import("./icon_shapes.js").IconName>} */
const ICONS = { offline: "offline", forbidden: "lock", missing: "compass", busy: "hourglass", broken: "warning", refused: "wrong" };

/**
 * @param {number | undefined} status
 * @returns {FailureKind}
 */
function kindOf(status) {
  if (status === 0) return "offline";
  if (status === 401 || status === 403) return "forbidden";
  if (status === 404) return "missing";
  if (status === 429) return "busy";
  if (status === undefined || status >= 500) return "broken";
  return "refused";
}
