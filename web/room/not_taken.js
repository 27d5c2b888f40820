import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { toast } from "../toasts.js";
import { reasonsOf } from "./orders.js";

/** @typedef {import("./orders.js").Given} Given */

/** Said at once where all took it; whether something is left to be shown. @param {Given} given */
export function tellOf({ taken, refused }) {
  if (refused.length > 0) return true;
  toast(taken.length > 0 ? t("room.many.taken", { count: taken.length }) : t("room.many.nobody"), { tone: taken.length > 0 ? "good" : "info" });
  return false;
}

/** Which seats did not take an order, and why. @param {{ given: Given, onClose: () => void }} props */
export function NotTaken({ given: { taken, refused }, onClose }) {
  return h(
    Dialog,
    {
      open: true,
      title: t("room.many.refused", { count: refused.length }),
      lead: taken.length > 0 ? t("room.many.taken", { count: taken.length }) : t("room.many.nobody"),
      focus: "title",
      onClose,
      actions: h(Button, { tone: "primary", onClick: onClose }, t("room.many.close")),
    },
    html`<ul class="not-taken" role="list">
      ${reasonsOf(refused).map(({ why, names }) => html`<li key=${why}><p>${why}</p><p class="soft small">${names.join(", ")}</p></li>`)}
    </ul>`,
  );
}
