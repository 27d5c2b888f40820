// A person who may be read and not changed.

import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { fieldLabel } from "./field_labels.js";
import { OWN_FIELDS } from "./kinds.js";

/**
 * @param {{
 *   record: import("./record.js").PersonRecord,
 *   subjects: import("./modules.js").Subject[],
 * }} props
 */
export function PersonFacts({ record, subjects }) {
  const { account, kind, values } = record;
  const modules = account.modules.map((id) => subjects.find((subject) => subject.id === id)?.name ?? String(id));
  /** @type {[string, string][]} */
  const facts = [
    ["first_name", account.first_name],
    ["last_name", account.last_name],
    ["email", account.email ?? ""],
    ["username", account.username ?? ""],
    ["phone", account.phone],
    ["birth_date", account.birth_date ? formatDate(account.birth_date, "long") : ""],
    ...OWN_FIELDS[kind].map((name) => /** @type {[string, string]} */ ([name, String(values[name] ?? "")])),
    ["modules", modules.join(", ")],
  ];
  return h(
    Section,
    { title: t("people.section.identity"), card: true },
    html`<dl class="person-facts">
      ${facts.map(
        ([name, value]) => html`<div key=${name} class="person-fact">
          <dt>${fieldLabel(name)}</dt>
          <dd>${value || html`<span class="soft">${t("people.facts.none")}</span>`}</dd>
        </div>`,
      )}
    </dl>`,
  );
}
