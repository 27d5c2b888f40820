// First passwords to be handed over on paper: shown once, kept by nobody.

import { Button } from "../components/button.js";
import { CopyText } from "../components/copy_text.js";
import { Dialog } from "../components/dialog.js";
import { Notice } from "../components/notice.js";
import { Fragment, h, html } from "../h.js";
import { t } from "../i18n.js";
import { place } from "../place.js";
import { href } from "../router.js";

/** @typedef {{ user_id: number, first_name: string, last_name: string, login: string, password: string }} Slip */

/** @param {{ slips: Slip[], onClose: () => void }} props */
export function SlipDialog({ slips, onClose }) {
  if (slips.length === 0) return null;
  const actions = h(
    Fragment,
    {},
    h(Button, { tone: "quiet", onClick: onClose }, t("people.slip.close")),
    h(Button, { tone: "primary", icon: "print", onClick: () => window.print() }, t("people.slip.print")),
  );
  return h(
    Dialog,
    { open: true, title: t("people.slip.title", { count: slips.length }), onClose, actions, isSticky: true, focus: "title" },
    h(Notice, { tone: "warning" }, t("people.slip.once")),
    html`<div class="slips">${slips.map((slip) => h(SlipCard, { key: slip.user_id, slip }))}</div>`,
  );
}

/** @param {{ slip: Slip }} props */
function SlipCard({ slip }) {
  return html`<div class="slip">
    <p class="slip-place">${place.value.name}</p>
    <p class="slip-name">${slip.first_name} ${slip.last_name}</p>
    <dl class="slip-facts">
      <div>
        <dt>${t("people.slip.where")}</dt>
        <dd>${window.location.host}${href("/")}</dd>
      </div>
      <div>
        <dt>${t("people.slip.login")}</dt>
        <dd>${slip.login}</dd>
      </div>
      <div>
        <dt>${t("people.slip.password")}</dt>
        <dd>${h(CopyText, { text: slip.password, label: t("people.slip.password") })}</dd>
      </div>
    </dl>
    <p class="slip-note">${t("people.slip.note")}</p>
  </div>`;
}
