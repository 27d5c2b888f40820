import { del } from "../api.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Icon } from "../components/icon.js";
import { h, html, useSignal } from "../h.js";
import { formatDate, formatRelative, t } from "../i18n.js";
import { toast } from "../toasts.js";

/**
 * A login as `/api/me/sessions/` lists it. `kind` is `jwt` or `cookie`.
 * @typedef {{
 *   id: number, kind: string, device: string, ip_address: string, created_at: string, last_seen_at: string,
 *   expires_at: string, current: boolean,
 * }} Login
 */

/** @param {{ login: Login, onEnded: () => Promise<void> }} props */
export function DeviceRow({ login, onEnded }) {
  const isBusy = useSignal(false);
  const device = login.device || t("account.devices.unknown");
  const kind = t(login.kind === "cookie" ? "account.devices.kind_cookie" : "account.devices.kind_jwt");

  const seen = login.current
    ? t("account.devices.seen_now")
    : t("account.devices.seen", { when: formatRelative(login.last_seen_at) });

  async function end() {
    const isSure = await confirm({
      title: t("account.devices.end_title"),
      text: t("account.devices.end_text", { device }),
      action: t("account.devices.end"),
      danger: true,
    });
    if (!isSure) return;
    isBusy.value = true;
    try {
      await del(`/api/me/sessions/${login.id}/`);
      await onEnded();
      toast(t("account.devices.ended"));
    } catch (error) {
      toast(/** @type {Error} */ (error).message, { tone: "wrong" });
      isBusy.value = false;
    }
  }

  return html`<li>
    <span class="row-icon">${h(Icon, { name: isMobile(device) ? "mobile" : "laptop", size: 22 })}</span>
    <div class="row-main">
      <p class="row-title">
        ${device} ${login.current ? h(Badge, { tone: "good" }, t("account.devices.current")) : null}
      </p>
      <p class="soft small">${kind} · ${seen}</p>
      <p class="soft small">
        ${t("account.devices.opened", { date: formatDate(login.created_at, "long") })}${" · "}${t("account.devices.ip", {
          ip: login.ip_address,
        })}
      </p>
    </div>
    ${login.current
      ? null
      : html`<div class="row-tools">
          ${h(
            Button,
            { small: true, busy: isBusy.value, label: t("account.devices.end_label", { device }), onClick: end },
            t("account.devices.end"),
          )}
        </div>`}
  </li>`;
}

/** @param {string} device a label such as "Chrome · Android" */
function isMobile(device) {
  return /Android|iPhone|iPad/.test(device);
}
