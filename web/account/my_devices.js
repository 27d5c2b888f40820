// Where I am logged in, and how to end it elsewhere.

import { get, post } from "../api.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { confirm } from "../components/confirm.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h, html, useSignal } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { toast } from "../toasts.js";
import { DeviceRow } from "./device_row.js";
import { leadFocus } from "./lead_focus.js";

/** @typedef {import("./device_row.js").Login} Login */
/** @typedef {{ results: Login[] }} Logins */

export function MyDevices() {
  const load = useLoad(read, []);
  const reload = async () => {
    load.set(await read());
    leadFocus("devices");
  };
  const others = load.data?.results.filter((login) => !login.current) ?? [];
  return h(
    Section,
    {
      layout: "beside",
      id: "devices",
      title: t("account.devices.title"),
      text: t("account.devices.text"),
    },
    h(
      Card,
      { room: "none" },
      h(Loaded, {
        load,
        small: true,
        empty: h(Empty, { icon: "laptop", small: true, title: t("account.devices.empty") }),
        children: /** @param {Logins} logins */ (logins) =>
          html`<ul class="rows account-rows" role="list">
            ${presentFirst(logins.results).map((login) => h(DeviceRow, { key: login.id, login, onEnded: reload }))}
          </ul>`,
      }),
      others.length > 1 ? h(EndOthers, { count: others.length, onEnded: reload }) : null,
    ),
  );
}

/** @param {AbortSignal} [signal] @returns {Promise<Logins>} */
const read = (signal) => get("/api/me/sessions/", undefined, { signal });

/** @param {Login[]} logins */
function presentFirst(logins) {
  return [...logins].sort(
    (a, b) => Number(b.current) - Number(a.current) || b.last_seen_at.localeCompare(a.last_seen_at),
  );
}

/** @param {{ count: number, onEnded: () => Promise<void> }} props */
function EndOthers({ count, onEnded }) {
  const isBusy = useSignal(false);
  const end = async () => {
    const isSure = await confirm({
      title: t("account.devices.end_others_title"),
      text: t("account.devices.end_others_text", { count }),
      action: t("account.devices.end_others"),
      danger: true,
    });
    if (!isSure) return;
    isBusy.value = true;
    try {
      const answer = /** @type {{ message: string }} */ (await post("/api/me/sessions/end-others/"));
      toast(answer.message);
      await onEnded();
    } catch (error) {
      toast(/** @type {Error} */ (error).message, { tone: "wrong" });
    } finally {
      isBusy.value = false;
    }
  };
  return html`<div class="rows-foot">
    ${h(Button, { busy: isBusy.value, onClick: end }, t("account.devices.end_others"))}
  </div>`;
}
