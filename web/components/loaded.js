import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { Button } from "./button.js";
import { Failure } from "./failure.js";
import { Loading } from "./loading.js";
import { Notice } from "./notice.js";

/** @typedef {import("../h.js").Children} Children */

/**
 * What `useLoad` gave, in its four states: on the way, refused, empty, there. What was there stays when it is loaded
 * again, and also when that is refused.
 * @template T
 * @param {object} props
 * @param {{ data: T | null | undefined, error: unknown, isLoading: boolean, reload: () => unknown }} props.load
 * @param {(data: T) => Children} props.children
 * @param {Children | ((data: T) => Children)} [props.empty] instead of an empty list; a function decides itself
 * @param {import("./loading.js").LoadingShape} [props.shape]
 * @param {number} [props.rows]
 * @param {boolean} [props.small]
 * @returns {import("../h.js").VNode}
 */
export function Loaded({ load, children, empty, shape = "list", rows, small }) {
  const { data, error, isLoading } = load;
  const retry = () => void load.reload();
  if (data === null || data === undefined) {
    return error && !isLoading ? h(Failure, { error, retry, small }) : h(Loading, { shape, rows });
  }
  const instead = typeof empty === "function" ? empty(data) : isEmpty(data) ? empty : undefined;
  return html`<div class=${`loaded${isLoading ? " loaded-again" : ""}`} aria-busy=${isLoading ? "true" : undefined}>
    ${error && !isLoading && h(Notice, {
      tone: "warning",
      isLive: true,
      actions: h(Button, { small: true, icon: "refresh", onClick: retry }, t("core.failure.retry")),
    }, t("core.loaded.stale"))}
    ${instead || children(data)}
  </div>`;
}

/** @param {unknown} data a list, or an answer that holds one */
function isEmpty(data) {
  const rows = Array.isArray(data) ? data : /** @type {{ results?: unknown }} */ (data).results;
  return Array.isArray(rows) && rows.length === 0;
}
