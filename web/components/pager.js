import { h, html } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { Button } from "./button.js";

/**
 * Where one is in a long list. `next` and `previous` are what the API answered; they are handed back as they are.
 * @param {{ next: string | null, previous: string | null, count?: number | null, shown?: number, isAbout?: boolean,
 *   label?: string, onGo: (to: string) => void }} props
 */
export function Pager({ next, previous, count, shown, isAbout, label, onGo }) {
  const isSeveral = Boolean(next || previous);
  if (!isSeveral && count === undefined) return null;
  const number = formatNumber(count ?? 0);
  const total = isAbout ? t("core.pager.about", { number }) : t("core.pager.count", { count: count ?? 0, number });
  const part = isSeveral && shown ? t("core.pager.shown", { shown: formatNumber(shown), total: number }) : total;
  return html`<nav class="pager" aria-label=${label ?? t("core.pager.label")}>
    <p class="soft small figures" aria-live="polite">${count === undefined || count === null ? "" : part}</p>
    ${isSeveral &&
    html`<div class="pager-steps">
      ${h(
        Button,
        { icon: "chevron_left", small: true, disabled: !previous, onClick: () => previous && onGo(previous) },
        t("core.pager.previous"),
      )}
      ${h(
        Button,
        { iconAfter: "chevron_right", small: true, disabled: !next, onClick: () => next && onGo(next) },
        t("core.pager.next"),
      )}
    </div>`}
  </nav>`;
}
