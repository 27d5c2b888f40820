// Whether a code is asked for at the log-in, and what is left of the recovery codes.

import { get } from "../api.js";
import { Badge } from "../components/badge.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { h, html, useSignal } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { toast } from "../toasts.js";
import { CodesProofDialog } from "./codes_proof_dialog.js";
import { NewRecoveryCodes, SettingUp } from "./codes_parts.js";
import { leadFocus } from "./lead_focus.js";

/** @typedef {{ enabled: boolean, enabled_at: string | null, recovery_codes_left: number }} CodesState */

/** As few as this are soon gone. */
const FEW = 3;

/** @param {{ isOpenAtFirst: boolean }} props */
export function OneTimeCodes({ isOpenAtFirst }) {
  const load = useLoad(async (signal) => /** @type {CodesState} */ (await get("/api/me/otp/", undefined, { signal })), []);
  return h(
    Section,
    { layout: "beside", id: "codes", title: t("account.codes.title"), text: t("account.codes.text") },
    h(
      Card,
      { class: "stack" },
      h(Loaded, {
        load,
        shape: "text",
        rows: 2,
        small: true,
        children: (state) =>
          state.enabled
            ? h(On, { state, onChanged: load.set })
            : h(Off, { isOpenAtFirst, onChanged: load.set }),
      }),
    ),
  );
}

/** @returns {Promise<CodesState>} */
const read = () => get("/api/me/otp/");

/** @param {{ isOpenAtFirst: boolean, onChanged: (state: CodesState) => void }} props */
function Off({ isOpenAtFirst, onChanged }) {
  const isSettingUp = useSignal(isOpenAtFirst);
  if (isSettingUp.value) {
    return h(SettingUp, {
      onCancel: () => {
        isSettingUp.value = false;
        leadFocus("codes");
      },
      onDone: async () => {
        onChanged(await read());
        leadFocus("codes");
        toast(t("account.codes.turned_on"));
      },
    });
  }
  const begin = () => {
    isSettingUp.value = true;
    leadFocus("codes");
  };
  return html`<div class="stack">
    <p>${h(Badge, {}, t("account.codes.off"))}</p>
    <div class="row">
      ${h(Button, { tone: "primary", icon: "shield", onClick: begin }, t("account.codes.set_up"))}
    </div>
  </div>`;
}

/** @param {{ state: CodesState, onChanged: (state: CodesState) => void }} props */
function On({ state, onChanged }) {
  const asking = useSignal(/** @type {"renew" | "off" | null} */ (null));
  const codes = useSignal(/** @type {string[] | null} */ (null));
  if (codes.value) {
    const onDone = async () => {
      onChanged(await read());
      codes.value = null;
      leadFocus("codes");
    };
    return h(NewRecoveryCodes, { codes: codes.value, onDone });
  }
  /** @param {string[] | null} fresh */
  const onProved = (fresh) => {
    asking.value = null;
    codes.value = fresh;
    if (fresh) return;
    onChanged({ enabled: false, enabled_at: null, recovery_codes_left: 0 });
    leadFocus("codes");
    toast(t("account.codes.turned_off"));
  };
  return html`<div class="stack">
    ${h(Standing, { state })}
    <div class="row">
      ${h(Button, { icon: "refresh", onClick: () => (asking.value = "renew") }, t("account.codes.renew"))}
      ${h(Button, { tone: "plain", onClick: () => (asking.value = "off") }, t("account.codes.turn_off"))}
    </div>
    ${asking.value
      ? h(CodesProofDialog, { what: asking.value, onClose: () => (asking.value = null), onProved })
      : null}
  </div>`;
}

/** @param {{ state: CodesState }} props */
function Standing({ state: { enabled_at: since, recovery_codes_left: left } }) {
  const text = t("account.codes.left", { count: left });
  return html`<p class="row">
      ${h(Badge, { tone: "good", icon: "check" }, t("account.codes.on"))}
      ${since ? html`<span class="soft small">${t("account.codes.on_since", { date: formatDate(since, "long") })}</span>` : null}
    </p>
    ${left === 0
      ? h(Notice, { tone: "warning" }, t("account.codes.left_none"))
      : left > FEW
        ? html`<p>${text}</p>`
        : h(Notice, { tone: "warning" }, `${text} ${t("account.codes.left_few")}`)}`;
}
