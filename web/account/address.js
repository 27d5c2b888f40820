// The address: whether it is proven, and how another one becomes one's own.

import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { h, html, useSignal } from "../h.js";
import { t } from "../i18n.js";
import { AddressForm } from "./address_form.js";
import { leadFocus } from "./lead_focus.js";

/** @typedef {import("./my_data.js").MyData} MyData */

/** @param {{ mine: MyData }} props */
export function Address({ mine }) {
  const sentTo = useSignal(/** @type {string | null} */ (null));
  return h(
    Section,
    { layout: "beside", id: "address", title: t("account.address.title"), text: t("account.address.text") },
    h(
      Card,
      { class: "stack" },
      h(Present, { mine, hasAsked: sentTo.value !== null }),
      sentTo.value
        ? h(
            Notice,
            { tone: "good", title: t("account.address.sent_title"), isLive: true },
            t(sentTo.value === mine.email ? "account.address.sent_again" : "account.address.sent_text", {
              email: sentTo.value,
            }),
          )
        : null,
      h(Asking, { mine, hasAsked: sentTo.value !== null, onSent: (email) => (sentTo.value = email) }),
    ),
  );
}

/** @param {MyData} mine */
const isUnproven = (mine) => Boolean(mine.email) && !mine.email_verified;

/** @param {{ mine: MyData, hasAsked: boolean }} props */
function Present({ mine, hasAsked }) {
  if (!mine.email) return html`<p class="soft">${t("account.address.none")}</p>`;
  const [tone, key] = isUnproven(mine)
    ? /** @type {const} */ (["warning", "account.address.unconfirmed"])
    : /** @type {const} */ (["good", "account.address.confirmed"]);
  return html`<p class="row">
      <strong class="address-now">${mine.email}</strong> ${h(Badge, { tone }, t(key))}
    </p>
    ${isUnproven(mine) && !hasAsked ? html`<p class="soft">${t("account.address.unconfirmed_text")}</p>` : null}`;
}

/** @param {{ mine: MyData, hasAsked: boolean, onSent: (email: string) => void }} props */
function Asking({ mine, hasAsked, onSent }) {
  const asking = useSignal(/** @type {"no" | "new" | "again"} */ ("no"));
  const close = () => {
    asking.value = "no";
    leadFocus("address");
  };
  if (asking.value !== "no") {
    return h(AddressForm, {
      known: asking.value === "again" ? (mine.email ?? null) : null,
      onCancel: close,
      onSent: (email) => {
        close();
        onSent(email);
      },
    });
  }
  return html`<div class="row">
    ${isUnproven(mine)
      ? h(
          Button,
          { tone: hasAsked ? "quiet" : "primary", icon: "mail", onClick: () => (asking.value = "again") },
          t("account.address.again"),
        )
      : null}
    ${h(
      Button,
      { onClick: () => (asking.value = "new") },
      t(mine.email ? "account.address.change" : "account.address.add"),
    )}
  </div>`;
}
