import { Icon } from "../components/icon.js";
import { useNow } from "../components/now.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { capital, whenInWords } from "../appointments/when.js";
import { Link } from "../router.js";
import { can, hasRight } from "../session.js";
import { countsOf } from "./file_order.js";
import { telOf } from "./note.js";

/** @typedef {import("./client_file.js").ClientFile} ClientFile */

/** Who the client is, how to reach them, how often they came. @param {{ file: ClientFile }} props */
export function ClientFacts({ file }) {
  const { client, appointments } = file;
  const now = new Date(useNow(undefined)).toISOString();
  const next = appointments.results.filter(({ status, ends_at }) => status === "booked" && ends_at > now).at(-1);
  const first = appointments.next === null ? appointments.results.filter(({ status }) => status !== "cancelled").at(-1) : undefined;
  return h(
    Section,
    { title: t("clients.facts.title"), card: true },
    html`<ul class="client-reach">
        <li>${h(Icon, { name: "phone", size: 18 })} ${client.phone ? html`<a href=${telOf(client.phone)}>${client.phone}</a>` : html`<span class="soft">${t("clients.facts.no_phone")}</span>`}</li>
        <li>${h(Icon, { name: "mail", size: 18 })} ${client.email ? html`<a href=${`mailto:${client.email}`}>${client.email}</a>` : html`<span class="soft">${t("clients.facts.no_email")}</span>`}</li>
        ${can("can_manage_users") && html`<li>${h(Icon, { name: "person", size: 18 })} ${h(Link, { to: `/people/users/${client.id}` }, t("clients.facts.person"))}</li>`}
      </ul>
      ${hasRight("appointments.manage") && h(Counts, { file, now })}
      <dl class="client-facts">
        ${next && html`<div><dt>${t("clients.facts.next")}</dt><dd>${capital(whenInWords(next))}</dd></div>`}
        ${first && first !== next && html`<div><dt>${t("clients.facts.first")}</dt><dd>${capital(whenInWords(first))}</dd></div>`}
      </dl>`,
  );
}

/** @param {{ file: ClientFile, now: string }} props */
function Counts({ file, now }) {
  const counts = countsOf(file.appointments.results, now);
  const shown = /** @type {const} */ (["held", "upcoming", "no_show", "cancelled", "unmarked"]);
  return html`<ul class="client-counts" aria-label=${t("clients.counts.label")}>
      ${shown
        .filter((name) => name !== "unmarked" || counts.unmarked > 0)
        .map((name) => html`<li key=${name}><strong class="figures">${formatNumber(counts[name])}</strong> <span>${t(`clients.counts.${name}`, { count: counts[name] })}</span></li>`)}
    </ul>
    ${file.appointments.next && html`<p class="soft small">${t("clients.counts.latest", { count: file.appointments.results.length })}</p>`}`;
}
