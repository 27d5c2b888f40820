import { del } from "../api.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { CopyText } from "../components/copy_text.js";
import { Icon } from "../components/icon.js";
import { h, html, useSignal } from "../h.js";
import { formatDate, formatRelative, t } from "../i18n.js";
import { toast } from "../toasts.js";

/** @typedef {{ id: number, name: string, token: string, created_at: string, last_used_at: string | null }} ApiToken */

/** @param {{ token: ApiToken, isOpenAtFirst: boolean, onRevoked: () => Promise<void> }} props */
export function TokenRow({ token, isOpenAtFirst, onRevoked }) {
  const isShown = useSignal(isOpenAtFirst);
  const { name } = token;
  return html`<li>
    <span class="row-icon">${h(Icon, { name: "key", size: 22 })}</span>
    <div class="row-main">
      <p class="row-title">${name}</p>
      <p class="soft small">
        ${t("account.tokens.created_on", { date: formatDate(token.created_at, "long") })}${" · "}${usedWhen(token)}
      </p>
    </div>
    <div class="row-tools">
      ${h(
        Button,
        {
          small: true,
          tone: "plain",
          icon: isShown.value ? "eye_off" : "eye",
          label: t(isShown.value ? "account.tokens.hide_label" : "account.tokens.show_label", { name }),
          onClick: () => (isShown.value = !isShown.value),
        },
        t(isShown.value ? "account.tokens.hide" : "account.tokens.show"),
      )}
      ${h(Revoke, { token, onRevoked })}
    </div>
    ${isShown.value
      ? html`<div class="token-text">
          ${h(CopyText, { text: token.token, label: t("account.tokens.value_label", { name }) })}
          <p class="soft small">${t("account.tokens.keep_secret")}</p>
        </div>`
      : null}
  </li>`;
}

/** @param {ApiToken} token */
function usedWhen({ last_used_at: last }) {
  return last ? t("account.tokens.used", { when: formatRelative(last) }) : t("account.tokens.never_used");
}

/** @param {{ token: ApiToken, onRevoked: () => Promise<void> }} props */
function Revoke({ token: { id, name }, onRevoked }) {
  const isBusy = useSignal(false);
  async function revoke() {
    const isSure = await confirm({
      title: t("account.tokens.revoke_title", { name }),
      text: t("account.tokens.revoke_text"),
      action: t("account.tokens.revoke"),
      danger: true,
    });
    if (!isSure) return;
    isBusy.value = true;
    try {
      await del(`/api/me/tokens/${id}/`);
      await onRevoked();
      toast(t("account.tokens.revoked"));
    } catch (error) {
      toast(/** @type {Error} */ (error).message, { tone: "wrong" });
      isBusy.value = false;
    }
  }
  return h(
    Button,
    { small: true, busy: isBusy.value, label: t("account.tokens.revoke_label", { name }), onClick: revoke },
    t("account.tokens.revoke"),
  );
}
