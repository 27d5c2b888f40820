// One client, found by typing; chosen, the page shows theirs only.

import { get } from "../api.js";
import { IconButton } from "../components/button.js";
import { Icon } from "../components/icon.js";
import { Suggest } from "../components/suggest.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";

/** @typedef {import("../types/api.js").components["schemas"]["Client"]} Client */

const MOST = 8;

/** @param {{ client: string, onPick: (id: string) => void }} props `client`: id, empty for all */
export function ClientFilter({ client, onPick }) {
  if (client) return h(Chosen, { key: client, client, onPick });
  return h(Suggest, {
    label: t("agenda.client.label"),
    none: t("agenda.client.none"),
    find,
    lineOf: (/** @type {Client} */ { id, name, email, phone }) => ({ key: id, name, detail: email ?? phone ?? undefined }),
    toLeft: true,
    onPick: (/** @type {Client} */ { id }) => onPick(String(id)),
  });
}

/** @param {string} search @param {AbortSignal} signal @returns {Promise<Client[]>} */
async function find(search, signal) {
  return (await get("/api/clients/", { search, page_size: MOST }, { signal })).results;
}

/** @param {{ client: string, onPick: (id: string) => void }} props */
function Chosen({ client, onPick }) {
  const load = useLoad((signal) => get(`/api/clients/${client}/`, undefined, { signal }));
  const name = /** @type {Client | undefined} */ (load.data)?.name || t("agenda.client.number", { number: client });
  return html`<span class="client-chosen">
    ${h(Icon, { name: "person", size: 18 })}<span class="cut">${name}</span>
    ${h(IconButton, { icon: "cross", small: true, label: t("agenda.client.all", { name }), onClick: () => onPick("") })}
  </span>`;
}
